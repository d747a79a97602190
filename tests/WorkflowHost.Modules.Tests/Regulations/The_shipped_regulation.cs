using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime.TimeLimits;
using Xunit;

namespace WorkflowHost.Modules.Tests.Regulations;

public sealed partial class The_shipped_regulation
{
    private static readonly string[] Files = ["beijing-2013", "chongqing-2021", "shanghai-2022"];

    private static readonly ObligationCatalogue Catalogue = Read();

    [Fact]
    public void Says_where_and_since_when_it_holds()
    {
        Catalogue.Regulations.Select(regulation => (regulation.City, regulation.InForceSince)).ShouldBe(
        [
            ("beijing", new DateOnly(2013, 1, 1)), ("chongqing", new DateOnly(2021, 7, 26)), ("shanghai", new DateOnly(2022, 7, 4)),
        ]);
        foreach (var (regulation, file) in Catalogue.Regulations.Zip(Files))
        {
            Squeezed(File.ReadAllText(TextOf(file))).ShouldContain(Squeezed(regulation.Title));
        }
    }

    [Fact]
    public void Has_every_duty_under_its_permanent_id() => Catalogue.All.Select(obligation => obligation.Id).ShouldBe(
    [
        "BJ-4a", "BJ-4b", "BJ-5", "BJ-6", "BJ-7", "BJ-8", "BJ-9", "BJ-10", "BJ-11", "BJ-12", "BJ-13", "BJ-14a", "BJ-14b",
        "BJ-14c", "BJ-15a", "BJ-15b", "BJ-15c", "BJ-16", "BJ-17a", "BJ-17b", "BJ-17c", "BJ-18", "BJ-19", "BJ-20a", "BJ-20b",
        "BJ-20c", "BJ-20d", "BJ-20e", "BJ-21a", "BJ-21b", "BJ-22", "BJ-23a", "BJ-23b", "BJ-24", "BJ-25", "BJ-26", "BJ-27",
        "BJ-28", "BJ-29",
        "CQ-2a", "CQ-2b", "CQ-2c", "CQ-2d", "CQ-3.1a", "CQ-3.1b", "CQ-3.1c", "CQ-3.2a", "CQ-3.2b", "CQ-3.2c", "CQ-3.2d",
        "CQ-3.3a", "CQ-3.3b", "CQ-3.3c", "CQ-3.3d", "CQ-3.3e", "CQ-4a", "CQ-4b", "CQ-4c", "CQ-D",
        "SH-1.1", "SH-1.2a", "SH-1.2b", "SH-1.2c", "SH-2.1", "SH-2.3", "SH-3.1a", "SH-3.1b", "SH-3.1c", "SH-3.2a", "SH-3.2b",
        "SH-3.2c", "SH-3.2d", "SH-3.3a", "SH-3.3b", "SH-3.3c", "SH-3.4a", "SH-3.4b", "SH-3.5a", "SH-3.5b", "SH-3.5c", "SH-4.1",
        "SH-4.2", "SH-4.3a", "SH-4.3b",
    ]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Quotes_the_exact_words_of_the_article(int city)
    {
        var text = File.ReadAllLines(TextOf(Files[city]));
        foreach (var obligation in Catalogue.Regulations[city].Obligations)
        {
            var articles = obligation.Article.Split('、').Select(article => Article(text, article)).ToList();
            articles.ShouldAllBe(article => article.Length > 0, obligation.Id);
            foreach (var passage in obligation.Quote.Split('\n'))
            {
                articles.ShouldContain(article => article.Contains(passage, StringComparison.Ordinal), $"{obligation.Id}: {passage}");
            }
        }
    }

    [Fact]
    public void States_no_figure_that_the_quoted_words_do_not_state()
    {
        foreach (var obligation in Catalogue.All)
        {
            foreach (var limit in obligation.Limits.Where(limit => limit.Rule is { IsDefault: false, CountsStartDay: false }))
            {
                Figures(limit.Rule!).ShouldContain(figure => obligation.Quote.Contains(figure, StringComparison.Ordinal), $"{obligation.Id} {limit.Words}");
            }
        }
    }

    [Fact]
    public void Counts_every_figure_that_an_article_states()
    {
        // The limit of BJ-10 and BJ-19 stands in other articles; BJ-25 and SH-2.1 speak of quarters and years.
        var figures = Catalogue.All.Where(obligation => FigurePattern().IsMatch(obligation.Limit)).ToList();

        figures.Count.ShouldBeGreaterThan(15);
        figures.ShouldAllBe(obligation => obligation.Limits.Any(limit => limit.Rule != null && !limit.Rule.IsDefault));
    }

    [Fact]
    public void Names_only_documents_of_the_text_where_it_names_them_in_title_marks()
    {
        var named = Catalogue.All.SelectMany(obligation => obligation.Documents
            .Where(document => document.StartsWith("工业产品", StringComparison.Ordinal) || document.StartsWith("产品质量监督抽查", StringComparison.Ordinal))
            .Select(document => (obligation, document)));

        named.ShouldAllBe(one => one.obligation.Quote.Contains($"《{one.document}》")
            || one.document.EndsWith("检验结果通知书") || one.document.EndsWith("监督复查委托书") || one.obligation.Id == "CQ-D"
            || one.obligation.Quote.Contains(one.document) || one.obligation.Article == "附件2");
        named.Count().ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Becomes_a_catalogue_in_the_host()
    {
        using var services = new ServiceCollection().AddRegulations(Catalogue).BuildServiceProvider();
        var catalogue = services.GetRequiredService<ObligationCatalogue>();

        catalogue.All.Count().ShouldBe(84);
        catalogue.Find("BJ-6").ShouldNotBeNull().Limit.ShouldBe("5个工作日内");
        catalogue.Find("BJ-30").ShouldBeNull();
        catalogue.OfKinds("beijing", ["unqualified-result"], new(2026, 11, 21)).Select(obligation => obligation.Id)
            .ShouldBe(["BJ-4b", "BJ-6", "BJ-7", "BJ-8", "BJ-14a", "BJ-16"]);
        catalogue.OfKinds("beijing", ["unqualified-result"], new(2012, 12, 31)).ShouldBeEmpty();
    }

    [Fact]
    public void Gives_every_duty_a_kind_of_procedure_that_carries_it() =>
        Catalogue.All.Where(obligation => obligation.Kinds.IsEmpty).ShouldBeEmpty();

    [Fact]
    public void Refuses_two_obligations_with_one_id() => Should.Throw<ArgumentException>(
        () => new ObligationCatalogue([Catalogue.Regulations[0], Catalogue.Regulations[0]]));

    private static ObligationCatalogue Read()
    {
        var read = ObligationCatalogue.Read([.. Files.Select(file => new RegulationFile(
            file, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "regulations", file + ".yaml"))))]);
        return read.Value ?? throw new InvalidDataException(string.Join(' ', read.Problems.Select(problem => problem.Path + problem.Message)));
    }

    /// <summary>The regulation as published.</summary>
    private static string TextOf(string file) => Path.Combine(AppContext.BaseDirectory, "Regulations", file + ".txt");

    /// <summary>The lines of an article: 第六条; 第三部分第1项 of Chongqing; 第一部分第二项 of Shanghai; 附件2.</summary>
    private static string Article(string[] text, string article)
    {
        if (PartPattern().Match(article) is { Success: true } part)
        {
            var lines = Between(text, line => line.StartsWith(part.Groups["part"].Value + "、", StringComparison.Ordinal), IsPart);
            return part.Groups["item"].Value is not { Length: > 0 } item
                ? string.Join('\n', lines)
                : string.Join('\n', Between(lines, line => line.StartsWith(item + "．", StringComparison.Ordinal) || line.StartsWith(item + "是", StringComparison.Ordinal), IsItem));
        }

        return article.StartsWith("附件", StringComparison.Ordinal)
            ? string.Join('\n', Between(text, line => line.EndsWith(article, StringComparison.Ordinal), line => AttachmentPattern().IsMatch(line)))
            : string.Join('\n', Between(text, line => line.StartsWith(article, StringComparison.Ordinal), line => line.StartsWith('第') && line.Contains('条', StringComparison.Ordinal)));
    }

    private static string[] Between(string[] lines, Func<string, bool> starts, Func<string, bool> ends) =>
        [.. lines.SkipWhile(line => !starts(line)).TakeWhile((line, place) => place == 0 || !ends(line))];

    private static bool IsPart(string line) => line.Length > 1 && "一二三四五".Contains(line[0], StringComparison.Ordinal) && line[1] == '、';

    private static bool IsItem(string line) => line.Length > 1 && (line[1] == '是' || line[1] == '．');

    private static IEnumerable<string> Figures(TimeLimitRule rule) =>
        (rule.Value, rule.Unit) switch
        {
            (7, TimeLimitUnit.CalendarDay) => ["7日", "一周", "第二章"],
            (60, _) => ["六十日"],
            (75, _) => ["七十五日"],
            (6, TimeLimitUnit.Month) => ["六个月"],
            (5, _) => ["5个工作日", "第二章", "需要复检的"],
            var (value, unit) => [LimitWords.Amount(value, unit)],
        };

    private static string Squeezed(string text) => BlankPattern().Replace(text, "");

    [GeneratedRegex("^第(?<part>[一二三四])部分(第(?<item>[一二三四五1-9])项)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PartPattern();

    [GeneratedRegex("(^|。)附件[1-8]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AttachmentPattern();

    [GeneratedRegex("[0-9一二三四五六七八九十]+(个工作)?日", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FigurePattern();

    [GeneratedRegex(@"[\s《》]", RegexOptions.None, 1000)]
    private static partial Regex BlankPattern();
}
