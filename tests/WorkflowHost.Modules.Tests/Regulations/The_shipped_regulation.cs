using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Regulations;
using Xunit;

namespace WorkflowHost.Modules.Tests.Regulations;

public sealed class The_shipped_regulation
{
    private static readonly string Yaml = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "workflows", "regulations", "beijing-2013.yaml"));

    /// <summary>The regulation as published, without blank lines and blanks at line ends.</summary>
    private static readonly string[] Text = File.ReadAllLines(
        Path.Combine(AppContext.BaseDirectory, "Regulations", "beijing-2013.txt"));

    private static readonly Regulation Beijing = ObligationYaml.Parse(Yaml).Value
        ?? throw new InvalidDataException(string.Join(' ', ObligationYaml.Parse(Yaml).Problems.Select(problem => problem.Message)));

    [Fact]
    public void Says_where_and_since_when_it_holds()
    {
        (Beijing.City, Beijing.Title, Beijing.InForceSince)
            .ShouldBe(("beijing", "北京市产品质量监督抽查后处理工作规定（试行）", new DateOnly(2013, 1, 1)));
        Beijing.Title.ShouldBe(Text[0]);
    }

    [Fact]
    public void Has_every_duty_under_its_permanent_id() => Beijing.Obligations.Select(obligation => obligation.Id).ShouldBe(
    [
        "BJ-4a", "BJ-4b", "BJ-5", "BJ-6", "BJ-7", "BJ-8", "BJ-9", "BJ-10", "BJ-11", "BJ-12", "BJ-13", "BJ-14a", "BJ-14b",
        "BJ-14c", "BJ-15a", "BJ-15b", "BJ-15c", "BJ-16", "BJ-17a", "BJ-17b", "BJ-17c", "BJ-18", "BJ-19", "BJ-20a", "BJ-20b",
        "BJ-20c", "BJ-20d", "BJ-20e", "BJ-21a", "BJ-21b", "BJ-22", "BJ-23a", "BJ-23b", "BJ-24", "BJ-25", "BJ-26", "BJ-27",
        "BJ-28", "BJ-29",
    ]);

    [Fact]
    public void Quotes_the_exact_words_of_the_article()
    {
        foreach (var obligation in Beijing.Obligations)
        {
            var article = ArticleOf(obligation);
            foreach (var passage in obligation.Quote.Split('\n'))
            {
                article.ShouldContain(passage, Case.Sensitive, obligation.Id);
            }
        }
    }

    [Fact]
    public void States_no_figure_that_the_quoted_words_do_not_state()
    {
        foreach (var obligation in Beijing.Obligations.Where(obligation => obligation.Limit.Any(char.IsAsciiDigit)))
        {
            obligation.Quote.ShouldContain(obligation.Limit.TrimEnd('内'), Case.Sensitive, obligation.Id);
        }
    }

    [Fact]
    public void Names_only_documents_of_the_text_where_it_names_them_in_title_marks()
    {
        var named = Beijing.Obligations.SelectMany(obligation => obligation.Documents.Where(document => document.StartsWith("工业产品", StringComparison.Ordinal))
            .Select(document => (obligation.Quote, document)));

        named.ShouldAllBe(one => one.Quote.Contains($"《{one.document}》") || one.document.EndsWith("检验结果通知书"));
        named.Count().ShouldBe(9);
    }

    [Fact]
    public void Becomes_a_catalogue_in_the_host()
    {
        using var services = new ServiceCollection().AddRegulations(Beijing.Obligations).BuildServiceProvider();
        var catalogue = services.GetRequiredService<ObligationCatalogue>();

        catalogue.All.Count.ShouldBe(39);
        catalogue.Find("BJ-6").ShouldNotBeNull().Limit.ShouldBe("5个工作日内");
        catalogue.Find("BJ-30").ShouldBeNull();
    }

    [Fact]
    public void Refuses_two_obligations_with_one_id() => Should.Throw<ArgumentException>(
        () => new ServiceCollection().AddRegulations(Beijing.Obligations.Append(Beijing.Obligations[0])));

    private static string ArticleOf(Obligation obligation)
    {
        var first = Array.FindIndex(Text, line => line.StartsWith($"{obligation.Article} ", StringComparison.Ordinal));
        if (first < 0)
        {
            first = Array.FindIndex(Text, line => line.StartsWith(obligation.Article, StringComparison.Ordinal));
        }

        first.ShouldBeGreaterThanOrEqualTo(0, obligation.Id);
        return string.Join('\n', Text.Skip(first).TakeWhile((line, index) => index == 0 || !(line.StartsWith('第') && line.Contains('条', StringComparison.Ordinal))));
    }
}
