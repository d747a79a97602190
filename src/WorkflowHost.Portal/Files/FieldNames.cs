namespace WorkflowHost.Portal.Files;

/// <summary>Names of the inputs of a task's form, apart from the form's own such as <c>opinion</c>.</summary>
internal static class FieldNames
{
    public static string Text(string field) => "f." + field;

    public static string Upload(string field) => "u." + field;

    public static string Ticket(string field) => "t." + field;

    public static string Drop(string field) => "x." + field;
}
