namespace WorkflowHost.Engine.Contract;

/// <summary>An activity that may start a workflow, when its <c>canStartWorkflow</c> says so.</summary>
public interface ITrigger
{
    /// <summary>What starts the workflow, by the same rules as a bookmark: name, stimulus, and what of it is hashed.</summary>
    /// <param name="context">A place to read inputs from. There is no instance: variables have their defaults, inputs of the workflow too.</param>
    IEnumerable<BookmarkRequest> StimuliOf(ActivityExecutionContext context);
}
