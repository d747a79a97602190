namespace WorkflowHost.Definitions.Json;

/// <summary>The top level of a definition file, and its small parts.</summary>
internal static class DefinitionMembers
{
    public const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    public static WorkflowDefinition Read(JsonMembers members)
    {
        if (members.Peek("$schema")?.ToString() is Schema)
        {
            members.Any("$schema");
        }

        return new WorkflowDefinition
        {
            Id = members.Text("id"),
            DefinitionId = members.Text("definitionId"),
            Name = members.Text("name"),
            Description = members.Text("description"),
            Version = members.Integer("version", 1),
            ToolVersion = ToolVersion(members),
            IsLatest = members.Flag("isLatest"),
            IsPublished = members.Flag("isPublished"),
            IsReadonly = members.Flag("isReadonly"),
            IsSystem = members.Flag("isSystem"),
            CreatedAt = members.Instant("createdAt"),
            Variables = members.Objects("variables", Variable),
            Inputs = members.Objects("inputs", Input),
            Outputs = members.Objects("outputs", Output),
            Outcomes = members.Texts("outcomes"),
            CustomProperties = members.Object("customProperties"),
            Options = members.Object("options"),
            Root = members.RequiredObject("root", "缺少“root”：流程必须有一个根步骤。") is { } root
                ? ActivityMembers.Read(root)
                : new ActivityDefinition(),
            Unknown = members.Rest(),
        };
    }

    public static VariableDefinition Variable(JsonMembers members) => new()
    {
        Id = members.Text("id"),
        Name = members.Text("name"),
        TypeName = members.Text("typeName", "Object"),
        IsArray = members.Flag("isArray"),
        Value = members.Any("value"),
        StorageDriverTypeName = members.OptionalText("storageDriverTypeName"),
        Unknown = members.Rest(),
    };

    private static WorkflowInput Input(JsonMembers members) => new()
    {
        Name = members.Text("name"),
        DisplayName = members.Text("displayName"),
        Description = members.Text("description"),
        Category = members.Text("category"),
        Type = members.Text("type", "Object"),
        IsArray = members.Flag("isArray"),
        UiHint = members.Text("uiHint"),
        StorageDriverType = members.OptionalText("storageDriverType"),
        DefaultValue = members.Any("defaultValue"),
        Unknown = members.Rest(),
    };

    private static WorkflowOutput Output(JsonMembers members) => new()
    {
        Name = members.Text("name"),
        DisplayName = members.Text("displayName"),
        Description = members.Text("description"),
        Category = members.Text("category"),
        Type = members.Text("type", "Object"),
        IsArray = members.Flag("isArray"),
        Unknown = members.Rest(),
    };

    private static string ToolVersion(JsonMembers members)
    {
        var text = members.Text("toolVersion", "3.8.2.0");
        if (!System.Version.TryParse(text, out _))
        {
            members.Refuse("toolVersion", "invalid-tool-version", "“toolVersion”应为 3.8.2.0 这样的版本号。");
        }

        return text;
    }
}
