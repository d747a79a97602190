using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio.Instances;
using WorkflowHost.Organisation;

namespace WorkflowHost.Api.Studio.Live;

/// <summary>Elsa's hub: a viewer says which instance it looks at, and hears when that moves.</summary>
internal sealed class WorkflowInstanceHub(ObservedInstances observed, InstanceSight sight, ApiCaller caller, IOrganisationStore people) : Hub
{
    /// <summary>Called by Studio under this name. Who may not see the instance hears nothing of it.</summary>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        var stop = Context.ConnectionAborted;
        if (await people.FindAsync(Context.User?.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", stop) is not { } account)
        {
            return;
        }

        caller.Set(account);
        if (await sight.FindAsync(instanceId, stop) is not null)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, instanceId, stop);
            observed.Add(Context.ConnectionId, instanceId);
        }
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        observed.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
