using System.Text;
using System.Text.RegularExpressions;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>TypeScript declarations of what scripts of a definition may call and read.</summary>
internal static partial class ScriptDeclarations
{
    private const string Functions = """
        /** 当前时间（UTC，ISO 8601 文本）。 */ declare function getNow(): string;
        /** 上一个步骤的结果。 */ declare function getLastResult(): any;
        /** 步骤的输出；name 省略时为 Result。 */ declare function getOutputFrom(activityId: string, name?: string): any;
        /** 关联编号，即案件编号。 */ declare function getCorrelationId(): string;
        declare function setCorrelationId(value: string): void;
        declare function getWorkflowInstanceId(): string;
        declare function getWorkflowInstanceName(): string;
        declare function setWorkflowInstanceName(value: string): void;
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        /** 选择本步骤的出口。 */ declare function setOutcome(name: string): void;
        declare function setOutcomes(names: string[]): void;
        declare function isNullOrEmpty(value: string): boolean;
        declare function isNullOrWhiteSpace(value: string): boolean;
        declare function toJson(value: any): string;
        declare function newGuidString(): string;
        declare function stringToBase64(value: string): string;
        declare function stringFromBase64(value: string): string;
        /** 单位。 */ declare interface Bureau { name: string; region: string; address: string; phone: string; }
        /** 案件，来自流程输入 case。 */
        declare interface Case {
          id: string; number: string; city: string; source: string; category: string;
          /** 收到检验报告的日期，yyyy-MM-dd。 */ receivedOn: string;
          /** 市局编号。 */ municipalBureau: string;
          /** 建议的承办局编号。 */ handlingBureau: string;
          /** 是否存在严重质量问题。 */ severeDefect: boolean; /** 按产品目录属于严重质量问题的不合格项目，以顿号相连；没有时为空。 */ severeItems: string; /** 是否应开展缺陷调查（按产品目录）。 */ defectInvestigation: boolean; /** 召回依照的规定（按产品目录），可能为空。 */ recallBasis: string;
          placeOfProduction: string; placeOfRegistration: string;
          /** 当事人的电话。 */ phone: string; /** 当事人的邮箱，可能为空。 */ email: string;
          /** 被抽样人。 */ sampledParty: { isAddressee: boolean; phone: string; email: string };
          /** 本市各单位，按编号。 */ bureaus: { [id: string]: Bureau };
          /** 各文书模板共用的数据。 */ documentData: any;
        }

        """;

    public static string For(DefinitionVersion version)
    {
        var definition = DefinitionReader.Read(version.Json).Value ?? new WorkflowDefinition();
        var text = new StringBuilder(Functions);
        var variables = Variables(definition.Root).Concat(definition.Variables).DistinctBy(variable => variable.Name, StringComparer.Ordinal).ToList();
        foreach (var input in definition.Inputs)
        {
            var type = input.Name is "case" ? "Case" : TypeOf(input.Type, input.IsArray);
            text.Append("/** ").Append(Comment(input.DisplayName)).Append(" */ declare function getInput(name: ").Append(Quoted(input.Name)).Append("): ").Append(type).AppendLine(";");
            Accessor(text, input.Name, type, "get", isWritable: false);
        }

        foreach (var variable in variables)
        {
            var type = TypeOf(variable.TypeName, variable.IsArray);
            text.Append("declare function getVariable(name: ").Append(Quoted(variable.Name)).Append("): ").Append(type).AppendLine(";");
            text.Append("declare function setVariable(name: ").Append(Quoted(variable.Name)).Append(", value: ").Append(type).AppendLine("): void;");
            Accessor(text, variable.Name, type, "get", isWritable: true);
        }

        text.AppendLine("declare function getInput(name: string): any;");
        text.AppendLine("declare function getVariable(name: string): any;");
        text.AppendLine("declare function setVariable(name: string, value: any): void;");
        text.AppendLine("declare const variables: {");
        foreach (var variable in variables)
        {
            text.Append("  ").Append(Quoted(variable.Name)).Append(": ").Append(TypeOf(variable.TypeName, variable.IsArray)).AppendLine(";");
        }

        return text.AppendLine("  [name: string]: any;").AppendLine("};").ToString();
    }

    private static IEnumerable<VariableDefinition> Variables(ActivityDefinition activity) =>
        activity.Variables.Concat(activity.Activities.Concat(activity.Ports.Values).SelectMany(Variables));

    private static void Accessor(StringBuilder text, string name, string type, string prefix, bool isWritable)
    {
        if (!WordPattern().IsMatch(name))
        {
            return;
        }

        var word = char.ToUpperInvariant(name[0]) + name[1..];
        text.Append("declare function ").Append(prefix).Append(word).Append("(): ").Append(type).AppendLine(";");
        if (isWritable)
        {
            text.Append("declare function set").Append(word).Append("(value: ").Append(type).AppendLine("): void;");
        }
    }

    private static string TypeOf(string alias, bool isArray)
    {
        var type = alias switch
        {
            "String" or "DateOnly" or "DateTimeOffset" or "DateTime" or "TimeSpan" or "Guid" => "string",
            "Int32" or "Int64" or "Decimal" or "Double" => "number",
            "Boolean" => "boolean",
            _ => "any",
        };
        return isArray ? type + "[]" : type;
    }

    private static string Quoted(string name) => System.Text.Json.JsonSerializer.Serialize(name, StudioJson.Options);

    private static string Comment(string text) => text.Replace("*/", "* /", StringComparison.Ordinal);

    [GeneratedRegex(@"^[\p{L}_$][\p{L}\p{Nd}_$]*$", RegexOptions.NonBacktracking)]
    private static partial Regex WordPattern();
}
