using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace WorkflowHost.Api.Studio.Live;

/// <summary>Elsa's hub: a viewer says which instance it looks at, and hears when that moves.</summary>
internal sealed class WorkflowInstanceHub(ObservedInstances observed, InstanceOnlookers onlookers) : Hub
{
    /// <summary>Called by Studio under this name. Who may not see the instance hears nothing of it.</summary>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        var stop = Context.ConnectionAborted;
        var accountId = Context.User?.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        if (await onlookers.MaySeeAsync(accountId, instanceId, stop))
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, instanceId, stop);
            observed.Add(Context.ConnectionId, accountId, instanceId);
        }
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        observed.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
