using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>
/// What a definition has to keep to, beyond being sound, before an administrator may publish it. Files of the product are not asked: its
/// tests ask them, and at the first start what they use may not be there yet.
/// </summary>
public interface IPublishingRule
{
    /// <summary>Every problem; its path is the step's id, empty for the whole.</summary>
    /// <param name="definition">The definition, without a problem of its own.</param>
    /// <param name="findPublished">The published version of another definition; null when there is none.</param>
    Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished);

    /// <summary>Whether it has to look into the database for this definition; without one it can't be asked.</summary>
    bool NeedsDatabase(WorkflowDefinition definition) => false;

    /// <summary>What does not forbid publishing, but is kept with the version and shown beside it.</summary>
    /// <param name="definition">The definition, without a problem of its own.</param>
    /// <param name="findPublished">The published version of another definition; null when there is none.</param>
    Task<IReadOnlyList<Problem>> RemarksAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished) =>
        Task.FromResult<IReadOnlyList<Problem>>([]);
}
