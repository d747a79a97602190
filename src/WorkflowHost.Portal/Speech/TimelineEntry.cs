using System.Collections.Immutable;

namespace WorkflowHost.Portal.Speech;

/// <summary>One thing that happened in a case, for people.</summary>
/// <param name="At">UTC.</param>
/// <param name="Step">The step.</param>
/// <param name="Who">Display name, or 系统.</param>
/// <param name="Outcome">办理结果, or what happened in a few words.</param>
/// <param name="Text">意见 or the event's message; may be empty.</param>
/// <param name="Tone">The style sheet's word: blue, green, red, grey.</param>
/// <param name="Details">Further lines: what was filled in.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string Step, string Who, string Outcome, string Text, string Tone, ImmutableArray<string> Details);

/// <summary>What happened, for people, and the machine's own lines beside it.</summary>
/// <param name="Entries">Latest last.</param>
/// <param name="Technical">All lines of the history in order.</param>
public sealed record Timeline(ImmutableArray<TimelineEntry> Entries, ImmutableArray<TimelineEntry> Technical);
