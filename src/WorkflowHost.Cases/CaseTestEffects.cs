using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Cases;

/// <summary>A test run has no case: what it would do to one is left out.</summary>
internal sealed class CaseTestEffects : ITestRunEffects
{
    public Effect? InTest(Effect effect, TestRun test) => effect is AssignCase or CloseCase or OpenCase or TerminateCase or KeepEnterpriseRecord ? null : effect;
}
