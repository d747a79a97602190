namespace WorkflowHost.Scenarios;

/// <summary>What people call the ends of a play and the standings of obligations.</summary>
internal static class PlayWords
{
    public static string Of(PlayEnd end) => end switch
    {
        PlayEnd.Finished => "已办结",
        PlayEnd.Waiting => "等待办理或期限",
        PlayEnd.WaitingForOthers => "等待外部事项",
        PlayEnd.Stuck => "停在异常事件",
        _ => "没有尽头",
    };

    public static string Of(ObligationStanding standing) => standing switch
    {
        ObligationStanding.Discharged => "已履行",
        ObligationStanding.DischargedLate => "逾期履行",
        ObligationStanding.Missed => "逾期未履行",
        ObligationStanding.NotApplicable => "不适用",
        ObligationStanding.Open => "进行中",
        _ => "漏办",
    };
}
