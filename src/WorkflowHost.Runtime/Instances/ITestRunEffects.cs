using WorkflowHost.Engine;
using WorkflowHost.Engine.Http;
using WorkflowHost.Engine.Waiting;

namespace WorkflowHost.Runtime.Instances;

/// <summary>What becomes of a module's effects in a test run, so that nothing of it reaches the outside or a real record.</summary>
public interface ITestRunEffects
{
    /// <summary>The effect to write in its place: the same when it is another module's or may stay; null to write nothing.</summary>
    Effect? InTest(Effect effect, TestRun test);
}

/// <summary>What the engine's activities ask of others does not leave a test run: what waits for it keeps waiting.</summary>
internal sealed class EngineTestEffects : ITestRunEffects
{
    public Effect? InTest(Effect effect, TestRun test) => effect is PublishedEvent or TaskRequested or SendRequest ? null : effect;
}

/// <summary>Marks what belongs to a test run.</summary>
public static class TestMark
{
    /// <summary>Stands before every name that people may take for a real one.</summary>
    public const string Prefix = "【测试】";

    /// <summary>The name with the mark, once.</summary>
    public static string On(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name : Prefix + name;
}
