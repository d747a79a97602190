using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.Regulations;
using Xunit;

namespace WorkflowHost.Modules.Tests.Regulations;

public sealed class Reading_a_regulation
{
    private const string Head =
        """
        city: beijing
        regulation: 规定
        inForceSince: 2013-01-01
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

        """;

    [Fact]
    public void Gives_its_obligations_with_the_head_of_the_file()
    {
        var regulation = ObligationYaml.Parse(Head + First).Value.ShouldNotBeNull();
        var obligation = regulation.Obligations.ShouldHaveSingleItem();

        regulation.InForceSince.ShouldBe(new(2013, 1, 1));
        obligation.Documents.ShouldBe(["通知书", "回证"]);
        (obligation with { Documents = [] }).ShouldBe(new Obligation(
            "BJ-6", "beijing", "规定", "第六条", "原文", "区县局", "送达", "5个工作日内", "收到", []));
    }

    [Theory]
    [InlineData("limit: 5个工作日内")]
    [InlineData("documents: [通知书, 回证]")]
    public void Does_without_a_limit_and_documents(string line) =>
        ObligationYaml.Parse(Head + First.Replace($"    {line}\n", "", StringComparison.Ordinal)).IsValid.ShouldBeTrue();

    [Theory]
    [InlineData("id: BJ-6", "id: ''", "key-missing $.obligations[0].id", "第 5 行：")]
    [InlineData("id: BJ-6", "id: bj 6", "obligation-id $.obligations[0].id", "第 5 行：")]
    [InlineData("    quote: 原文\n", "", "key-missing $.obligations[0].quote", "第 5 行：")]
    [InlineData("quote: 原文", "quote: [原文]", "type $.obligations[0].quote", "第 7 行：")]
    [InlineData("limit: 5", "limits: 5", "key-unknown $.obligations[0]", "第 11 行：不认识“limits”")]
    [InlineData("documents: [通知书, 回证]", "documents: 通知书", "type $.obligations[0].documents", "第 12 行：")]
    [InlineData("documents: [通知书, 回证]", "documents: [[通知书]]", "type $.obligations[0].documents", "第 12 行：")]
    [InlineData("2013-01-01", "2013-13-01", "date $.inForceSince", "第 3 行：")]
    [InlineData("city: beijing\n", "", "key-missing $.city", "第 1 行：")]
    [InlineData("city: beijing\n", "city: beijing\nmayor: x\n", "key-unknown $", "第 2 行：不认识“mayor”")]
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
        problem.Message.ShouldBe("第 13 行：编号 BJ-6 重复，第 5 行已有。");
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
