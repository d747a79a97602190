using WorkflowHost.Cases;
using WorkflowHost.Portal.Access;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Pages.Messages;

/// <summary>Finds the cases that messages belong to, as far as the person sees them; asks once for each instance.</summary>
internal sealed class MessageCases(IInstanceQueries instances, ICaseStore cases, CaseAccess access)
{
    private readonly Dictionary<string, Case?> known = new(StringComparer.Ordinal);

    /// <summary>The case; null when the person does not see it.</summary>
    public async ValueTask<Case?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(instanceId, out var found))
        {
            found = await instances.FindAsync(instanceId, cancellationToken) is { } instance
                && await cases.FindAsync(instance.CorrelationId, cancellationToken) is { } subject && access.MaySee(subject)
                    ? subject
                    : null;
            known[instanceId] = found;
        }

        return found;
    }
}
