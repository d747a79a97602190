namespace WorkflowHost.Portal.Components;

/// <summary>Ids of inputs, so that a problem can lead to its field.</summary>
internal static class FieldId
{
    public static string Of(string name) => "field-" + name;
}
