using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime.Duties;

namespace WorkflowHost.Regulations.Checking;

/// <summary>What a step says of obligations in its custom properties.</summary>
/// <param name="Carries"><c>obligations</c>: the ids that it carries.</param>
/// <param name="Discharges"><c>discharges</c> as a list: the ids with which it is done when it completes; null when it does not say.</param>
/// <param name="DischargesBy"><c>discharges</c> by port: the ids with which it is done when it leaves by it.</param>
/// <param name="Exempts"><c>exempts</c>: by port the ids that turned out not to apply when the step leaves by it.</param>
/// <param name="Misses"><c>misses</c>: by port the ids that turned out not to have been done in time, so that the procedure reacts.</param>
/// <param name="Times"><c>times</c>: the ids whose limit the step's limit is, though another step settles them: done late, they are late.</param>
public sealed record StepLaw(
    ImmutableArray<string> Carries, ImmutableArray<string>? Discharges, ImmutableDictionary<string, ImmutableArray<string>> DischargesBy,
    ImmutableDictionary<string, ImmutableArray<string>> Exempts, ImmutableDictionary<string, ImmutableArray<string>> Misses, ImmutableArray<string> Times)
{
    /// <summary>What a step says in its place: one that works for the duties of the step that uses its workflow carries those, and times what that step settles.</summary>
    public static StepLaw Of(Activity activity)
    {
        var bearer = DutyBearer.Of(activity);
        var law = Of(bearer.CustomProperties);
        return bearer == activity ? law : new StepLaw(
            law.Carries, [], None, None, None, [.. (law.Discharges ?? law.Carries).Concat(law.DischargesBy.SelectMany(port => port.Value)).Concat(law.Times).Distinct(StringComparer.Ordinal)])
        {
            WhenLate = ObligationOutcome.Missed,
        };
    }

    /// <summary>
    /// What the ids of <see cref="Times"/> come to when the step is done late. A step within a shared workflow works for what its user settles:
    /// that applies, whatever another step found. Elsewhere it shows only when the obligation is settled whether it applied.
    /// </summary>
    public ObligationOutcome WhenLate { get; private init; } = ObligationOutcome.Late;

    /// <summary>Reads the custom properties of an activity.</summary>
    public static StepLaw Of(JsonObject customProperties) => new(
        Texts(customProperties["obligations"]),
        customProperties["discharges"] is { } discharges ? Texts(discharges) : null,
        ByPort(customProperties["discharges"]),
        ByPort(customProperties["exempts"]),
        ByPort(customProperties["misses"]),
        Texts(customProperties["times"]));

    /// <summary>All ids that it names.</summary>
    public IEnumerable<string> Names => Carries.Concat(Discharges ?? []).Concat(Times).Concat(DischargesBy.Concat(Exempts).Concat(Misses).SelectMany(port => port.Value)).Distinct(StringComparer.Ordinal);

    /// <summary>Whether leaving by a port settles what an obligation came to: it was discharged, missed, or does not apply.</summary>
    public bool Settles(string id, string port) =>
        DischargesBy.GetValueOrDefault(port, []).Contains(id) || Exempts.GetValueOrDefault(port, []).Contains(id) || Misses.GetValueOrDefault(port, []).Contains(id);

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> None = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    private static ImmutableDictionary<string, ImmutableArray<string>> ByPort(JsonNode? ports) => ports is JsonObject members
        ? members.ToImmutableDictionary(port => port.Key, port => Texts(port.Value), StringComparer.Ordinal)
        : None;

    private static ImmutableArray<string> Texts(JsonNode? list) =>
        list is JsonArray items ? [.. items.OfType<JsonValue>().Select(item => item.ToString())] : [];
}

/// <summary>Which steps of a procedure discharge an obligation: those that say so; without any, those that carry it and say nothing of discharging.</summary>
/// <param name="steps">What all steps say, those of procedures used as activities included.</param>
public sealed class Dischargers(IEnumerable<StepLaw> steps)
{
    private readonly ImmutableHashSet<string> named = [.. steps.SelectMany(step => (step.Discharges ?? []).Concat(step.DischargesBy.SelectMany(port => port.Value)))];

    /// <summary>The ids with which a step is done whenever it completes.</summary>
    public IEnumerable<string> Of(StepLaw step) => step.Discharges ?? [.. step.Carries.Where(id => !named.Contains(id))];

    /// <summary>The ids with which a step may be done when it completes, by whichever port.</summary>
    public IEnumerable<string> AnyOf(StepLaw step) => Of(step).Concat(step.DischargesBy.SelectMany(port => port.Value)).Distinct(StringComparer.Ordinal);
}
