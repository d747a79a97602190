using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Regulations;

/// <summary>A time limit of an obligation: either counted by a rule, or fixed by a paper of the case.</summary>
/// <param name="Act">What has to be done in it; empty for the obligation's duty itself.</param>
/// <param name="Rule">How it is counted; null when <paramref name="FixedBy"/> fixes it.</param>
/// <param name="FixedBy">The paper that fixes its day, such as 复检任务书; empty when the rule counts it.</param>
public sealed record ObligationLimit(string Act, TimeLimitRule? Rule, string FixedBy)
{
    /// <summary>Whether a shorter one would be wrong too: it is what somebody else has time for.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether it only has to be told to a party (复议, 诉讼), so that no step counts it.</summary>
    public bool IsTold { get; init; }

    /// <summary>As people say it: 5个工作日, 第60日后第90日前.</summary>
    public string Words => Rule switch
    {
        null => $"由{FixedBy}确定",
        { Direction: TimeLimitDirection.Window, WindowEnd: { } end } rule =>
            string.Create(null, $"第{rule.Value}{LimitWords.Of(rule.Unit)}后第{end}{LimitWords.Of(rule.Unit)}前"),
        { Direction: TimeLimitDirection.NotBefore } rule => string.Create(null, $"{rule.Value}{LimitWords.Of(rule.Unit)}后"),
        var rule => string.Create(null, $"{rule.Value}{LimitWords.Of(rule.Unit)}"),
    };
}
