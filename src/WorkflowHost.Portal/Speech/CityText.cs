namespace WorkflowHost.Portal.Speech;

/// <summary>Cities by name.</summary>
internal static class CityText
{
    /// <summary>北京市; the key itself where it is unknown.</summary>
    public static string Of(string city) => city switch
    {
        "beijing" => "北京市",
        "chongqing" => "重庆市",
        "shanghai" => "上海市",
        _ => city,
    };
}
