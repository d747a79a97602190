using System.Text.RegularExpressions;
using Shouldly;
using WorkflowHost.Regulations;
using Xunit;

namespace WorkflowHost.Modules.Tests.Regulations;

/// <summary>What procedures and documents claim that a law says. Decision 27 tells where each of these stands.</summary>
public sealed partial class Citations_of_law
{
    /// <summary>Laws of the whole country that are cited by article; each is written out in decision 27.</summary>
    private static readonly string[] General =
    [
        "中华人民共和国产品质量法 第十七条", "中华人民共和国产品质量法 第十八条", "中华人民共和国产品质量法 第十五条", "中华人民共和国行政强制法 第二十五条", "中华人民共和国行政强制法 第二十八条",
        "产品质量法 第十七条", "产品质量监督抽查管理暂行办法 第四十七条", "产品质量监督抽查管理暂行办法 第四十八条", "产品质量监督抽查管理暂行办法 第四十六条",
        "市场监督管理行政处罚程序规定 第六十四条", "市场监督管理行政处罚程序规定 第十八条",
    ];

    /// <summary>Laws that are cited as a whole.</summary>
    private static readonly string[] Whole =
    [
        "中华人民共和国产品质量法", "中华人民共和国民事诉讼法", "中华人民共和国认证认可条例", "产品质量法", "产品质量监督抽查管理办法", "产品质量监督抽查管理暂行办法",
        "企业信息公示暂行条例", "市场监督管理严重违法失信名单管理办法", "市场监督管理行政处罚程序规定",
    ];

    /// <summary>Every order and every decision against a party; a new one is added here.</summary>
    private static readonly string[] AgainstAParty =
    [
        "beijing/continued-order.typ", "beijing/delay-reply.typ", "beijing/objection-decision.typ", "beijing/rectification-order.typ", "beijing/seizure-decision.typ", "beijing/seizure-extension.typ",
        "beijing/seizure-continued.typ", "beijing/suspension-order.typ",
        "chongqing/objection-reply.typ", "chongqing/reinspection-refusal.typ", "chongqing/rectification-order.typ", "chongqing/suspension-order.typ",
        "shanghai/abnormal-list-decision.typ", "shanghai/objection-reply.typ", "shanghai/rectification-order.typ", "shanghai/serious-list-decision.typ",
        "shanghai/suspension-order.typ",
    ];

    private static string Root { get; } = FindRoot();

    /// <summary>Law and article, in the order in which they are found; an article that follows another is of the same law.</summary>
    private static IReadOnlyList<(string Law, string Article, string File)> Cited { get; } = [.. Files().SelectMany(file => Citation().Matches(File.ReadAllText(file))
        .SelectMany(found => found.Groups["article"].Captures.Select(article => (found.Groups["law"].Value, article.Value, Path.GetRelativePath(Root, file)))))];

    [Fact]
    public void Of_a_city_s_text_name_a_part_of_it_from_which_a_duty_is_taken()
    {
        var catalogue = Catalogue();
        var articles = catalogue.All.Select(obligation => (Text: ShortOf(obligation.Regulation), Article: obligation.Article.Split('、')[0])).ToHashSet();
        var texts = articles.Select(article => article.Text).ToHashSet(StringComparer.Ordinal);
        var ofTexts = Cited.Where(citation => texts.Contains(citation.Law)).ToList();

        ofTexts.Select(citation => citation.Law).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        ofTexts.Where(citation => !articles.Contains((citation.Law, citation.Article))).ShouldBeEmpty();
    }

    [Fact]
    public void Of_the_whole_country_s_laws_are_those_that_are_written_down()
    {
        var texts = Catalogue().Regulations.Select(regulation => ShortOf(regulation.Title)).ToHashSet(StringComparer.Ordinal);

        Cited.Where(citation => !texts.Contains(citation.Law)).Select(citation => $"{citation.Law} {citation.Article}").Distinct(StringComparer.Ordinal)
            .ShouldBe(General, ignoreOrder: true);
        Files().SelectMany(file => Law().Matches(File.ReadAllText(file)).Select(found => found.Groups["law"].Value)).Distinct(StringComparer.Ordinal)
            .Where(law => !texts.Contains(law)).Except(General.Select(one => one.Split(' ')[0]), StringComparer.Ordinal).ShouldBeSubsetOf(Whole);
    }

    [Fact]
    public void Tell_of_review_and_action_within_the_periods_of_the_general_laws()
    {
        var told = Files().Where(file => file.EndsWith(".typ", StringComparison.Ordinal)).Where(file => File.ReadAllText(file).Contains("行政复议", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(Path.Combine(Root, "workflows", "documents"), file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

        told.Keys.ShouldBe(AgainstAParty, ignoreOrder: true);
        told.Values.ShouldAllBe(text => Remedy().IsMatch(text));
    }

    /// <summary>The laws are cited without the office in front of the title.</summary>
    private static string ShortOf(string title) => title.Replace("重庆市市场监督管理局办公室", "", StringComparison.Ordinal);

    private static ObligationCatalogue Catalogue() => ObligationCatalogue.Read(
        [.. Directory.EnumerateFiles(Path.Combine(Root, "workflows", "regulations"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(file => new RegulationFile(Path.GetFileName(file), File.ReadAllText(file)))]).Value!;

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(Root, "workflows"), "*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".json", StringComparison.Ordinal) || file.EndsWith(".typ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WorkflowHost.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("《(?<law>[^》]+)》(([、至和及])?(?<article>第[一二三四五六七八九十百]+(条|部分(第[一二三四五六七八九十0-9]+项)?)))+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Citation();

    [GeneratedRegex("《(?<law>[^》]{2,40}(法|条例|办法|规定|规定（试行）|意见|规则|准则))》", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Law();

    [GeneratedRegex("之日起六十日内.*申请行政复议.*六个月内.*提起行政诉讼", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Remedy();
}
