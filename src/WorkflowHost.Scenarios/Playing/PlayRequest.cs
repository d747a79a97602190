using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;

namespace WorkflowHost.Scenarios.Playing;

/// <summary>What is played.</summary>
/// <param name="Definitions">The definition and all that it uses or starts.</param>
/// <param name="DefinitionId">Which of them.</param>
/// <param name="Start">UTC.</param>
/// <param name="Input">Workflow input by name, <c>case</c> as a rule.</param>
public sealed record PlayRequest(
    DefinitionSet Definitions, string DefinitionId, DateTimeOffset Start, ImmutableDictionary<string, JsonNode?> Input)
{
    /// <summary>Who is there to do tasks; only names are used.</summary>
    public IReadOnlyList<Account> People { get; init; } = [];

    /// <summary>UTC: nothing later is played.</summary>
    public DateTimeOffset Until { get; init; } = Start.AddYears(3);

    /// <summary>More turns than this count as an endless procedure.</summary>
    public int MostTurns { get; init; } = 2000;

    /// <summary>What a restart does to an instance between two turns: writes it down and reads it again. Null plays without.</summary>
    public Func<InstanceState, InstanceState>? Restart { get; init; }

    /// <summary>What is known of enterprises when the play begins; what it finds out is added.</summary>
    public ImmutableArray<EnterpriseRecord> Records { get; init; } = [];

    /// <summary>Who stands in the expert pool.</summary>
    public ImmutableArray<Expert> Experts { get; init; } = [];

    /// <summary>How cases stand, for rankings.</summary>
    public ImmutableArray<CaseStanding> Standings { get; init; } = [];

    /// <summary>Events that come from outside, by name, with the instant in UTC at which they come.</summary>
    public ImmutableArray<OutsideEvent> Events { get; init; } = [];
}

/// <summary>An event that comes from outside.</summary>
/// <param name="Name">Compared exactly.</param>
/// <param name="At">UTC.</param>
/// <param name="Payload">What comes with it; null for nothing.</param>
/// <param name="Place">Where it was written, for problems.</param>
public sealed record OutsideEvent(string Name, DateTimeOffset At, JsonNode? Payload, string Place);
