using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime.TimeLimits;
using Xunit;

namespace WorkflowHost.Modules.Tests.Regulations;

public sealed class Reading_a_regulation
{
    private const string Head =
        """
        city: beijing
        regulation: 规定
        inForceSince: 2013-01-01
        kinds:
          result: 送达
        obligations:

        """;

    private const string First =
        """
          - id: BJ-6
            article: 第六条
            quote: 原文
            who: 区县局
            duty: 送达
            trigger: 收到
            limit: 5个工作日内
            documents: [通知书, 回证]
            limits:
              - {start: 收到, value: 5, unit: WorkingDay}
            kinds: [result]
            appliesWhen: 有严重质量问题
            when: {severeDefect: true, category: [玩具, 家具]}

        """;

    [Fact]
    public void Gives_its_obligations_with_the_head_of_the_file()
    {
        var regulation = ObligationYaml.Parse(Head + First).Value.ShouldNotBeNull();
        var obligation = regulation.Obligations.ShouldHaveSingleItem();

        regulation.InForceSince.ShouldBe(new(2013, 1, 1));
        obligation.Documents.ShouldBe(["通知书", "回证"]);
        (obligation.City, obligation.Citation, obligation.Quote, obligation.Who, obligation.Duty, obligation.Limit, obligation.Trigger)
            .ShouldBe(("beijing", "《规定》第六条", "原文", "区县局", "送达", "5个工作日内", "收到"));
        obligation.Kinds.ShouldBe(["result"]);
        obligation.ValidFrom.ShouldBe(new(2013, 1, 1));
        var limit = obligation.Limits.ShouldHaveSingleItem();
        (limit.Words, limit.Rule?.Unit, limit.Rule?.StartEvent).ShouldBe(("5个工作日", TimeLimitUnit.WorkingDay, "收到"));
    }

    [Theory]
    [InlineData("true", "玩具", true)]
    [InlineData("true", "家具", true)]
    [InlineData("true", "家用电器", false)]
    [InlineData("false", "玩具", false)]
    public void Says_of_a_case_whether_a_duty_applies(string severe, string category, bool applies)
    {
        var obligation = ObligationYaml.Parse(Head + First).Value.ShouldNotBeNull().Obligations[0];

        obligation.When.ShouldNotBeNull().Holds(new JsonObject { ["severeDefect"] = severe == "true", ["category"] = category }).ShouldBe(applies);
    }

    [Fact]
    public void Knows_the_days_on_which_a_duty_binds()
    {
        var obligation = ObligationYaml.Parse(Head + First + "    validUntil: 2024-12-31\n").Value.ShouldNotBeNull().Obligations[0];

        new[] { "2012-12-31", "2013-01-01", "2024-12-31", "2025-01-01" }
            .Select(day => obligation.IsInForce(DateOnly.Parse(day, CultureInfo.InvariantCulture))).ShouldBe([false, true, true, false]);
    }

    [Theory]
    [InlineData("limit: 5个工作日内")]
    [InlineData("documents: [通知书, 回证]")]
    public void Does_without_a_limit_and_documents(string line) =>
        ObligationYaml.Parse(Head + First.Replace($"    {line}\n", "", StringComparison.Ordinal)).IsValid.ShouldBeTrue();

    [Theory]
    [InlineData("id: BJ-6", "id: ''", "key-missing $.obligations[0].id", "第 7 行：")]
    [InlineData("id: BJ-6", "id: bj 6", "obligation-id $.obligations[0].id", "第 7 行：")]
    [InlineData("    quote: 原文\n", "", "key-missing $.obligations[0].quote", "第 7 行：")]
    [InlineData("quote: 原文", "quote: [原文]", "type $.obligations[0].quote", "第 9 行：")]
    [InlineData("limit: 5", "limites: 5", "key-unknown $.obligations[0]", "第 13 行：不认识“limites”")]
    [InlineData("documents: [通知书, 回证]", "documents: 通知书", "type $.obligations[0].documents", "第 14 行：")]
    [InlineData("documents: [通知书, 回证]", "documents: [[通知书]]", "type $.obligations[0].documents", "第 14 行：")]
    [InlineData("2013-01-01", "2013-13-01", "date $.inForceSince", "第 3 行：")]
    [InlineData("city: beijing\n", "", "key-missing $.city", "第 1 行：")]
    [InlineData("city: beijing\n", "city: beijing\nmayor: x\n", "key-unknown $", "第 2 行：不认识“mayor”")]
    [InlineData(", unit: WorkingDay", "", "limit-unit $.obligations[0].limits[0].unit", "第 16 行：期限没有单位")]
    [InlineData("value: 5, ", "", "limit-value $.obligations[0].limits[0].value", "第 16 行：期限没有数值")]
    [InlineData("value: 5", "value: five", "number $.obligations[0].limits[0].value", "第 16 行：“five”应为正整数")]
    [InlineData("value: 5", "value: -7", "number $.obligations[0].limits[0].value", "第 16 行：“-7”应为正整数")]
    [InlineData("value: 5", "value: 5000", "limit-value $.obligations[0].limits[0].value", "第 16 行：期限应为 1 至 1000")]
    [InlineData("value: 5", "value: 5, direction: Window", "limit-window-end $.obligations[0].limits[0].windowEnd", "第 16 行：窗口期应写明")]
    [InlineData("WorkingDay", "Weekday", "word $.obligations[0].limits[0].unit", "第 16 行：“Weekday”应为")]
    [InlineData("start: 收到, ", "", "key-missing $.obligations[0].limits[0].start", "第 16 行：缺少 start")]
    [InlineData("start: 收到, ", "fixedBy: 任务书, ", "limit-twice $.obligations[0].limits[0].fixedBy", "第 16 行：")]
    [InlineData("kinds: [result]", "kinds: [results]", "kind-unknown $.obligations[0].kinds", "第 17 行：没有流程种类“results”")]
    [InlineData("severeDefect:", "severe:", "fact-unknown $.obligations[0].when", "第 19 行：没有案件事实“severe”")]
    [InlineData("    appliesWhen: 有严重质量问题\n", "", "condition-words $.obligations[0].when", "第 18 行：")]
    [InlineData("kinds: [result]", "kinds: [result]\n    validUntil: 2012-01-01", "validity $.obligations[0].validUntil", "第 18 行：有效期的末日早于首日")]
    [InlineData("kinds: [result]", "kinds: [result]\n    replacedBy: [BJ-7]", "validity $.obligations[0].replacedBy", "第 18 行：")]
    public void Names_the_line_of_a_mistake(string right, string wrong, string answer, string message)
    {
        var problem = ObligationYaml.Parse((Head + First).Replace(right, wrong, StringComparison.Ordinal)).Problems.ShouldHaveSingleItem();

        $"{problem.Code} {problem.Path}".ShouldBe(answer);
        problem.Message.ShouldStartWith(message);
    }

    [Fact]
    public void Refuses_an_id_that_is_there_already()
    {
        var problem = ObligationYaml.Parse(Head + First + First).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Path).ShouldBe(("obligation-twice", "$.obligations[1].id"));
        problem.Message.ShouldBe("第 20 行：编号 BJ-6 重复，第 7 行已有。");
    }

    [Fact]
    public void Refuses_an_id_of_another_file_and_one_that_replaces_nothing()
    {
        // given
        var other = (Head + First).Replace("kinds: [result]", "kinds: [result]\n    validUntil: 2024-12-31\n    replacedBy: [BJ-60]", StringComparison.Ordinal);

        // when
        var problems = ObligationCatalogue.Read([new("a.yaml", Head + First), new("b.yaml", other)]).Problems;

        // then
        problems.Select(problem => $"{problem.Path} {problem.Message}").ShouldBe(
        [
            "b.yaml BJ-6 第 7 行：编号 BJ-6 重复，a.yaml 第 7 行已有。",
            "b.yaml BJ-6 第 7 行：BJ-6 的 replacedBy 提到 BJ-60，没有这个编号。",
        ]);
    }

    [Fact]
    public void Names_the_file_of_a_mistake() => ObligationCatalogue.Read([new("a.yaml", "city: [")]).Problems.ShouldHaveSingleItem()
        .Path.ShouldBe("a.yaml $");

    [Fact]
    public void Has_a_version_that_changes_with_its_content_only()
    {
        static string VersionOf(string text) => ObligationCatalogue.Read([new("a.yaml", text)]).Value.ShouldNotBeNull().Version;

        VersionOf(Head + First).ShouldMatch("^[0-9a-f]{12}$");
        VersionOf((Head + First).ReplaceLineEndings("\r\n")).ShouldBe(VersionOf(Head + First));
        VersionOf(Head + First.Replace("value: 5", "value: 6", StringComparison.Ordinal)).ShouldNotBe(VersionOf(Head + First));
    }

    [Theory]
    [InlineData("", "yaml-shape")]
    [InlineData("- a", "yaml-shape")]
    [InlineData("a: 1\n---\nb: 2", "yaml-shape")]
    [InlineData("city: [", "yaml-syntax")]
    [InlineData("city: a\ncity: b", "yaml-syntax")]
    [InlineData("city: *nobody", "yaml-syntax")]
    [InlineData("city: a\n b: c", "yaml-syntax")]
    public void Refuses_what_is_no_regulation(string text, string code) =>
        ObligationYaml.Parse(text).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void Refuses_deep_nesting_instead_of_running_out_of_stack() =>
        ObligationYaml.Parse(new string('[', 100_000)).Problems.ShouldHaveSingleItem().Code.ShouldBe("yaml-too-deep");

    [Fact]
    public void Whatever_the_text_is_the_answer_is_a_regulation_or_problems()
    {
        // given the text with some places overwritten by what YAML gives a meaning
        var text = Head + First;
        var mutations = Gen.NonEmptyListOf(
            from place in Gen.Choose(0, text.Length - 1)
            from piece in Gen.Elements(
                "\n", ":", ": ", "- ", "[", "]", "{", "}", "*a", "&a ", "'", "\"", "|", ">", "%", "%YAML 9.9\n", "---\n", "...\n", "\t", "#",
                "!!int ", "!<", "\\u", "\0", "\ud800", "? ", "<<: ", "@", "`", "~")
            select (place, piece));

        // then reading never throws
        Holds(mutations, changes =>
        {
            var mutated = changes.Aggregate(text, (now, change) => now.Insert(Math.Min(change.place, now.Length), change.piece));
            var answer = ObligationYaml.Parse(mutated);
            return answer.IsValid || answer.Problems.Count > 0;
        });
    }

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(cases.ToArbitrary(), law));
}
