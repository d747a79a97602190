using WorkflowHost.Organisation;

namespace WorkflowHost.HumanTasks;

/// <summary>Which bureaus a field of type <see cref="FormFieldType.Bureau"/> takes; what a page offers and what the desk accepts.</summary>
public static class BureauChoices
{
    /// <summary>The bureaus to choose from: the task's city, the field's level; level by level, then by id.</summary>
    /// <param name="field">The field.</param>
    /// <param name="taskBureauId">The bureau that does the task; when it is gone there is nothing to choose.</param>
    /// <param name="directory">All bureaus.</param>
    public static IReadOnlyList<Bureau> Of(FormField field, string taskBureauId, IBureauDirectory directory)
    {
        var city = directory.Find(taskBureauId)?.City;
        return
        [
            .. directory.All.Where(bureau => bureau.City == city && (field.BureauKind is null || bureau.Kind == field.BureauKind))
                .OrderBy(bureau => bureau.Kind).ThenBy(bureau => bureau.Id, StringComparer.Ordinal),
        ];
    }
}
