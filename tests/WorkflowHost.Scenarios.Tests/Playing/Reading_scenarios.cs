using Shouldly;
using WorkflowHost.Scenarios.Scripts;
using Xunit;

namespace WorkflowHost.Scenarios.Tests.Playing;

public sealed class Reading_scenarios
{
    private const string Text =
        """
        definition: p
        scenarios:
          - name: 情景
            start: 2026-09-14 09:00
            answers:
              - {task: 转交, outcome: 交出, at: +1d}
            expect:
              overdue: []

        """;

    [Theory]
    [InlineData("definition: p\n", "", "x.yaml $.definition", "第 1 行：缺少 definition。")]
    [InlineData("start: 2026-09-14 09:00", "start: today", "x.yaml $.scenarios[0].start", "第 4 行：“today”应如")]
    [InlineData("at: +1d", "at: soon", "x.yaml $.scenarios[0].answers[0].at", "第 6 行：“soon”应如")]
    [InlineData("outcome: 交出", "outcomes: 交出", "x.yaml $.scenarios[0].answers[0]", "第 6 行：不认识“outcomes”")]
    [InlineData("overdue: []", "overdue: 转交", "x.yaml $.scenarios[0].expect.overdue", "第 8 行：")]
    [InlineData("overdue: []", "end: Never", "x.yaml $.scenarios[0].expect.end", "第 8 行：“Never”应为")]
    [InlineData("    expect:", "    standings: [{bureau: bj, tasks: -7}]\n    expect:", "x.yaml $.scenarios[0].standings[0].tasks", "第 7 行：“-7”应为不小于 0 的整数。")]
    [InlineData("scenarios:", "scenarios: [", "x.yaml $", "第 3 行：不是有效的 YAML")]
    public void Names_file_and_line_of_a_mistake(string right, string wrong, string path, string message)
    {
        var problem = ScenarioYaml.Parse("x.yaml", Text.Replace(right, wrong, StringComparison.Ordinal)).Problems[0];

        problem.Path.ShouldBe(path);
        problem.Message.ShouldStartWith(message);
    }

    [Theory]
    [InlineData("{task: 转交, outcome: 交出, at: +1d}", "{task: 移交, outcome: 交出}", "x.yaml 第 6 行", "“移交”没有出现，这一条办理用不上。")]
    [InlineData("{task: 转交, outcome: 交出, at: +1d}", "{task: 转交, outcome: 扔掉}", "x.yaml 第 6 行", "“转交”不接受这样办理：办理结果只能是：交出、退回。")]
    [InlineData("{task: 转交, outcome: 交出, at: +1d}", "{task: 转交, form: {who: 我}}", "x.yaml 第 6 行", "“转交”不接受这样办理：表单中没有“who”这一项。")]
    [InlineData("overdue: []", "overdue: [转交]", "x.yaml 第 3 行", "情景“情景”：逾期的应为：转交；实为：无。")]
    [InlineData("overdue: []", "documents: [通知书]", "x.yaml 第 3 行", "情景“情景”：没有生成《通知书》；生成的有：。")]
    [InlineData("overdue: []", "discharged: [BJ-6]", "x.yaml 第 3 行", "情景“情景”：BJ-6 应为已履行，实为没有步骤承担。")]
    [InlineData("overdue: []", "lastDays: {转交: 2026-09-16}", "x.yaml 第 3 行", "情景“情景”：“转交”的末日应为 2026-09-16，实为 2026-09-15。")]
    [InlineData("overdue: []", "end: Waiting", "x.yaml 第 3 行", "情景“情景”：应结束于“等待办理或期限”，实为“已办结”。")]
    [InlineData("    expect:", "    events: [{event: 来了, at: 2026-09-15}]\n    expect:", "x.yaml 第 7 行", "事件“来了”到来时没有步骤在等待它。")]
    public void What_a_scenario_asks_in_vain_is_named_with_file_and_line(string right, string wrong, string place, string message)
    {
        var failures = Run(Text.Replace(right, wrong, StringComparison.Ordinal));

        failures.ShouldContain($"{place} {message}");
    }

    [Fact]
    public void A_scenario_that_holds_has_nothing_to_say() => Run(Text).ShouldBeEmpty();

    [Theory]
    [InlineData("+3d", true)]
    [InlineData("+24h", true)]
    [InlineData("lastDay", true)]
    [InlineData("lastDay-2", true)]
    [InlineData("2026-09-14 10:30", true)]
    [InlineData("3d", false)]
    [InlineData("+99999d", false)]
    [InlineData("lastDay1", false)]
    [InlineData("2026-13-01", false)]
    public void Knows_the_ways_to_say_when(string text, bool isMoment) => (Moment.Parse(text) is not null).ShouldBe(isMoment);

    private static IEnumerable<string> Run(string text)
    {
        var file = Stage.Require(ScenarioYaml.Parse("x.yaml", text));
        var definition = new Drawing("p").Task("转交", "交出、退回", limit: (1, "WorkingDay")).Draw();

        return Stage.Runner.Run(file.Scenarios[0], Stage.Set(definition), "p", Stage.People).Failures.Select(failure => $"{failure.Path} {failure.Message}");
    }
}
