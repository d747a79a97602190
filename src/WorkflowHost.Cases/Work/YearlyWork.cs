using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Cases.Work;

/// <summary>
/// Starts what each year has to have, such as the plan of announcements (BJ-25), where the year has none yet: a city that is set up in the middle of a
/// year does not wait for the plan's own day. However often it is asked, and by however many hosts, a year gets one.
/// </summary>
public sealed partial class YearlyWork(
    IDefinitionLists lists, IDefinitionStore store, WorkflowRuntime runtime, IBureauDirectory bureaus, IIdGenerator ids, TimeProvider time,
    ILogger<YearlyWork> logger)
{
    private const int MostProcedures = 1000;

    /// <summary>
    /// Starts this year's; a city without a municipal bureau is left out until it has one, and one that can't be started keeps no other from it: it is
    /// logged, and tried again at the next start of the host.
    /// </summary>
    /// <returns>The procedures that were started.</returns>
    public async Task<IReadOnlyList<string>> StartAsync(CancellationToken cancellationToken)
    {
        var cities = bureaus.All.Where(bureau => bureau.Kind is BureauKind.Municipal).Select(bureau => bureau.City).ToHashSet(StringComparer.Ordinal);
        var filter = new DefinitionFilter { Versions = VersionSelection.Published, IsUsableAsActivity = false, Order = DefinitionOrder.Name };
        var started = new List<string>();
        foreach (var listed in (await lists.ListAsync(filter, 0, MostProcedures, cancellationToken)).Items)
        {
            try
            {
                if (await store.FindPublishedAsync(listed.DefinitionId, cancellationToken) is { } version
                    && DefinitionReader.Read(version.Json).Value is { } definition
                    && StartOnceAYear.IsAskedFor(definition)
                    && definition.CustomProperties["city"]?.ToString() is { } city && cities.Contains(city)
                    && await StartAsync(listed.DefinitionId, cancellationToken))
                {
                    started.Add(listed.DefinitionId);
                }
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(logger, error, listed.DefinitionId);
            }
        }

        return started;
    }

    [LoggerMessage(LogLevel.Error, "This year's {DefinitionId} could not be started")]
    private static partial void LogFailed(ILogger logger, Exception error, string definitionId);

    private async Task<bool> StartAsync(string definitionId, CancellationToken cancellationToken)
    {
        var id = ids.NewId();
        var year = ChinaTime.DateOf(time.GetUtcNow()).Year;
        var operation = new Operation(string.Create(CultureInfo.InvariantCulture, $"{definitionId}/year/{year}"), "");
        return await runtime.StartAsync(
            new NewInstance(id, definitionId, "", id, ImmutableDictionary<string, JsonNode?>.Empty), Command.BySystem() with { Operation = operation },
            cancellationToken) is RuntimeResult.Done;
    }
}
