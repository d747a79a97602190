using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Persistence.Storage;

/// <summary>The triggers of what is published.</summary>
internal static class DefinitionTriggers
{
    /// <summary>Puts a version's triggers in the place of its predecessor's; one that stays the same keeps its next instant.</summary>
    public static async Task ReplaceAsync(
        WorkflowHostDbContext database, DefinitionVersion version, IReadOnlyCollection<NewTrigger> triggers, CancellationToken cancellationToken)
    {
        var known = await database.Triggers.Where(row => row.DefinitionId == version.DefinitionId).ToListAsync(cancellationToken);
        var number = 0;
        foreach (var (trigger, firstDueAt) in triggers)
        {
            number++;
            if (known.Find(row => row.ActivityId == trigger.ActivityId && row.Hash == trigger.Hash) is { } same)
            {
                known.Remove(same);
                continue;
            }

            database.Add(new TriggerRow
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{version.Id}-{number}"),
                DefinitionId = version.DefinitionId,
                ActivityId = trigger.ActivityId,
                Name = trigger.Name,
                Hash = trigger.Hash,
                Payload = trigger.Payload?.ToJsonString(StoredJson.Text),
                NextDueAt = firstDueAt is { } at ? Instants.NotBefore(at) : null,
            });
        }

        database.RemoveRange(known);
        await database.SaveChangesAsync(cancellationToken);
    }
}
