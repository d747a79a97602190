using System.Collections.Immutable;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>Elsa's short names of types, as definitions write them.</summary>
internal static class TypeAliases
{
    /// <summary>The types that variables, inputs and outputs of a workflow may have: alias, name, group, explanation.</summary>
    public static readonly ImmutableArray<(string Alias, string Name, string Group, string Description)> ForVariables =
    [
        ("String", "文本", "常用", "一段文字，日期也可写成 2026-11-21"),
        ("Boolean", "是否", "常用", "true 或 false"),
        ("Int32", "整数", "常用", "不带小数的数"),
        ("Int64", "长整数", "数字", "很大的整数"),
        ("Decimal", "小数", "数字", "精确的小数，用于金额"),
        ("Double", "浮点数", "数字", "近似的小数，用于测量值"),
        ("DateOnly", "日期", "时间", "如 2026-11-21"),
        ("DateTimeOffset", "日期时间", "时间", "带时区的时刻"),
        ("TimeSpan", "时长", "时间", "如 1.02:30:00，即 1 天 2 小时 30 分"),
        ("Guid", "全局编号", "其他", "GUID"),
        ("Object", "任意值", "其他", "脚本给出的任何值"),
        ("JsonObject", "对象", "其他", "带名称的多个值，如表单内容"),
    ];

    /// <summary>The alias of an input's or output's type.</summary>
    public static string Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum ? "String"
            : plain.IsArray || (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(ImmutableArray<>)) ? "Object"
            : plain.Name is "JsonNode" or "JsonObject" or "JsonArray" ? "Object"
            : plain.Name;
    }
}
