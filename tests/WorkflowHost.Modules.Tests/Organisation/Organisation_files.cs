using Shouldly;
using WorkflowHost.Organisation;
using Xunit;

namespace WorkflowHost.Modules.Tests.Organisation;

public sealed class Organisation_files
{
    private const string Bureau =
        """
        {"id":"bj","name":"市局","kind":"Municipal","city":"beijing","region":"北京市","documentCode":"京","address":"a","phone":"1","contact":"c"}
        """;

    private const string Account = """{"id":"1","loginName":"a.b","displayName":"甲","bureau":"bj","roles":["Reviewer"]}""";

    private static readonly string Demo = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "workflows", "organisation", "demo.json"));

    [Fact]
    public void The_demo_has_one_municipal_and_two_district_bureaus_for_each_city()
    {
        var bureaus = OrganisationFile.Parse(Demo).Value.ShouldNotBeNull().Bureaus;

        bureaus.Select(bureau => (bureau.Id, bureau.Kind, bureau.City, bureau.Region, bureau.DocumentCode)).ShouldBe(
        [
            ("bj", BureauKind.Municipal, "beijing", "北京市", "京市监抽查"),
            ("bj-haidian", BureauKind.District, "beijing", "海淀区", "京海市监抽查"),
            ("bj-chaoyang", BureauKind.District, "beijing", "朝阳区", "京朝市监抽查"),
            ("cq", BureauKind.Municipal, "chongqing", "重庆市", "渝市监抽查"),
            ("cq-yubei", BureauKind.District, "chongqing", "渝北区", "渝北市监抽查"),
            ("cq-jiangjin", BureauKind.District, "chongqing", "江津区", "江津市监抽查"),
            ("sh", BureauKind.Municipal, "shanghai", "上海市", "沪市监抽查"),
            ("sh-pudong", BureauKind.District, "shanghai", "浦东新区", "沪浦市监抽查"),
            ("sh-minhang", BureauKind.District, "shanghai", "闵行区", "沪闵市监抽查"),
        ]);
        Demo.ShouldContain("演示数据");
    }

    [Fact]
    public void Every_demo_bureau_can_prepare_check_and_sign_with_three_people()
    {
        var file = OrganisationFile.Parse(Demo).Value.ShouldNotBeNull();

        foreach (var bureau in file.Bureaus)
        {
            foreach (var role in new[] { Roles.CaseOfficer, Roles.Reviewer, Roles.Approver })
            {
                file.Accounts.Count(account => account.BureauId == bureau.Id && account.Is(role)).ShouldBe(1, $"{bureau.Id} {role}");
            }
        }

        file.Accounts.ShouldAllBe(account => account.Roles.Length == 1);
        file.Accounts.Where(account => account.Is(Roles.Supervisor)).Select(account => account.LoginName).ShouldBe(["sj.jiandu", "cqsj.jiandu", "shsj.jiandu"]);
        file.Accounts.Where(account => account.Is(Roles.Administrator)).Select(account => account.LoginName).ShouldBe(["sj.guanli", "cqsj.guanli", "shsj.guanli"]);
    }

    [Fact]
    public void Nobody_of_a_file_has_a_password()
    {
        OrganisationFile.Parse(Demo).Value.ShouldNotBeNull().Accounts.ShouldAllBe(
            account => account.PasswordHash == "" && account.FailedLogins == 0 && account.LockedUntil == null);
        Codes(FileOf(account: Account.Replace("}", ""","password":"geheim"}""", StringComparison.Ordinal))).ShouldBe(["unknown-member $.accounts[0].password"]);
    }

    [Theory]
    [InlineData("[]", "organisation-shape $")]
    [InlineData("{", "json-syntax $")]
    [InlineData("""{"accounts":[]}""", "required $.bureaus", "required $.accounts")]
    public void What_is_no_organisation_is_refused(string json, params string[] answer) => Codes(json).ShouldBe(answer);

    [Theory]
    [InlineData("\"Municipal\"", "\"Province\"", "bureau-kind $.bureaus[0].kind")]
    [InlineData("\"京\"", "\"\"", "required $.bureaus[0].documentCode")]
    [InlineData("\"京\"", "5", "required $.bureaus[0].documentCode")]
    [InlineData("\"a.b\"", "\"A.b\"", "login-name $.accounts[0].loginName")]
    [InlineData("\"a.b\"", "\"a b\"", "login-name $.accounts[0].loginName")]
    [InlineData("\"bureau\":\"bj\"", "\"bureau\":\"sh\"", "bureau-unknown $.accounts[0].bureau")]
    [InlineData("[\"Reviewer\"]", "[]", "required $.accounts[0].roles")]
    [InlineData("[\"Reviewer\"]", "[\"Reviewer\",\"Boss\"]", "role-unknown $.accounts[0].roles[1]")]
    [InlineData("[\"Reviewer\"]", "[5]", "role-unknown $.accounts[0].roles[0]")]
    public void A_wrong_member_is_named(string right, string wrong, string answer) =>
        Codes(FileOf().Replace(right, wrong, StringComparison.Ordinal)).ShouldBe([answer]);

    [Fact]
    public void What_must_be_unique_is_refused_twice()
    {
        Codes(FileOf(bureau: $"{Bureau},{Bureau}")).ShouldBe(["repeated $.bureaus", "municipal-twice $.bureaus"]);
        Codes(FileOf(account: $"{Account},{Account}")).ShouldBe(["repeated $.accounts", "repeated $.accounts"]);
    }

    private static string FileOf(string bureau = Bureau, string account = Account) =>
        $$"""{"bureaus":[{{bureau}}],"accounts":[{{account}}]}""";

    private static string[] Codes(string json) =>
        [.. OrganisationFile.Parse(json).Problems.Select(problem => $"{problem.Code} {problem.Path}")];
}
