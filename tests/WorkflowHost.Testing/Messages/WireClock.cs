namespace WorkflowHost.Testing.Messages;

/// <summary>The machine's clock, for tests that talk over real sockets: a manual one would not run while bytes travel.</summary>
public sealed class WireClock : TimeProvider;
