using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Documents;

/// <summary>Documents of a test run bear 测试 in title and number, and take their numbers from a series of their own.</summary>
internal sealed class DocumentTestEffects : ITestRunEffects
{
    private const string Code = "测试";

    public Effect? InTest(Effect effect, TestRun test) =>
        effect is RequestDocument document ? document with { Code = Code, Title = TestMark.On(document.Title) } : effect;
}
