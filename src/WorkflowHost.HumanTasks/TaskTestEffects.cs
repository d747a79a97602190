using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.HumanTasks;

/// <summary>Tasks of a test run come to the administrators of the bureau that tries it, whoever they are for.</summary>
internal sealed class TaskTestEffects : ITestRunEffects
{
    public Effect? InTest(Effect effect, TestRun test) => effect is OpenTask { Task: var task }
        ? new OpenTask(task with { Title = TestMark.On(task.Title), Role = Roles.Administrator, BureauId = test.BureauId })
        : effect;
}
