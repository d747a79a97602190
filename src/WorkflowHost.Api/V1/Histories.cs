using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.V1;

/// <summary>Histories with the names of those who acted.</summary>
internal static class Histories
{
    /// <param name="instanceId">Empty when no procedure was started: then nothing has happened.</param>
    /// <param name="instances">Where histories are.</param>
    /// <param name="people">Who is called what.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<HistoryAnswer>> ReadAsync(
        string instanceId, IInstanceQueries instances, IOrganisationStore people, CancellationToken cancellationToken)
    {
        if (instanceId.Length == 0)
        {
            return [];
        }

        var lines = await instances.HistoryAsync(instanceId, cancellationToken);
        var names = await people.NamesAsync([.. lines.Select(line => line.Actor).Distinct(StringComparer.Ordinal)], cancellationToken);
        return [.. lines.Select(line => HistoryAnswer.Of(line, names))];
    }
}
