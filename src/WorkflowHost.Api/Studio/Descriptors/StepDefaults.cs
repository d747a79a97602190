using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>What Studio needs to know of steps and their inputs beyond what the activities declare.</summary>
internal static class StepDefaults
{
    /// <summary>What a step is born with: the reader finds sensible words to change instead of empty fields.</summary>
    private static readonly FrozenDictionary<string, (string Input, string Type, string Syntax, JsonNode Value)[]> Born =
        new Dictionary<string, (string, string, string, JsonNode)[]>(StringComparer.Ordinal)
        {
            ["PostInspection.ApprovalTask"] =
            [
                ("Outcomes", "Object", "Object", "[\"同意\",\"退回\"]"), ("Role", "String", "Literal", "Approver"),
                ("Bureau", "String", "JavaScript", "getInput('case').handlingBureau"), ("LimitUnit", "String", "Literal", "WorkingDay"),
            ],
            ["PostInspection.RecordService"] =
            [
                ("Role", "String", "Literal", "CaseOfficer"), ("Bureau", "String", "JavaScript", "getInput('case').handlingBureau"),
                ("LimitUnit", "String", "Literal", "WorkingDay"),
            ],
            ["PostInspection.WorkingDayTimer"] = [("LimitValue", "Int32", "Literal", "15"), ("LimitUnit", "String", "Literal", "CalendarDay")],
            ["PostInspection.GenerateDocument"] =
            [
                ("Bureau", "String", "JavaScript", "getInput('case').handlingBureau"), ("Data", "Object", "JavaScript", "getInput('case').documentData"),
            ],
            ["PostInspection.SendSms"] = [("To", "String", "JavaScript", "getInput('case').phone")],
            ["PostInspection.SendEmail"] = [("To", "String", "JavaScript", "getInput('case').email")],
            ["PostInspection.AssignCase"] = [("Bureau", "String", "JavaScript", "getInput('case').handlingBureau")],
            ["Elsa.FlowJoin"] = [("Mode", "String", "Literal", "WaitAll")],
            ["Elsa.Delay"] = [("TimeSpan", "TimeSpan", "Literal", "01:00:00")],
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Help = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Bureau"] = "单位编号；通常由脚本给出，如 getInput('case').handlingBureau（承办局）、getInput('case').municipalBureau（市局）",
        ["LimitStart"] = "期限自该日的次日起算，如 2026-11-21；留空为当天",
        ["LimitStartEvent"] = "写入期限说明的起算事件，如 送达",
        ["LimitBasis"] = "期限所依据的条文，会写入文书和待办",
        ["LimitIsDefault"] = "条文只写及时、第一时间等而没有天数时勾选",
        ["Outcomes"] = "每个办理结果成为一个出口",
        ["Form"] = "表单字段的列表，每项写明 name（英文编号）、label（名称）、type（Text 单行、Multiline 多行、Date 日期、Choice 选项、File 文件、Bureau 单位）、required（是否必填）",
        ["Documents"] = "文书编号的列表，通常由脚本给出",
        ["TimeSpan"] = "如 1.00:00:00 为 1 天，00:30:00 为半小时",
        ["Interval"] = "如 1.00:00:00 为 1 天",
        ["CronExpression"] = "如 0 9 * * 1 为每周一 9 时（北京时间）",
        ["LeadDays"] = "提前若干日、当日 9 时走出，用于提醒；0 为期限届满后走出",
        ["To"] = "运行时得出的号码或者地址为空的，不发送，并写入流转记录",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Editors for inputs whose declared one does not fit what they take.</summary>
    private static readonly FrozenDictionary<string, string> Hints = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Elsa.RunJavaScript.Script"] = "code-editor",
        ["Elsa.FlowFork.Branches"] = "dynamic-outcomes",
        ["Elsa.HttpEndpoint.SupportedMethods"] = "checklist",
        ["Elsa.FlowSendHttpRequest.ExpectedStatusCodes"] = "http-status-codes",
        ["PostInspection.GenerateDocument.Data"] = "code-editor",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static JsonObject Construction(string typeName)
    {
        var properties = new JsonObject();
        foreach (var (input, type, syntax, value) in Born.GetValueOrDefault(typeName, []))
        {
            properties[input] = new JsonObject
            {
                ["typeName"] = type,
                ["expression"] = new JsonObject { ["type"] = syntax, ["value"] = value.DeepClone() },
            };
        }

        return properties;
    }

    public static string? HelpOf(string input) => Help.GetValueOrDefault(input);

    public static string? HintOf(string typeName, string input) => Hints.GetValueOrDefault($"{typeName}.{input}");
}
