using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Portal.Pages.Cases;

/// <summary>A report entered by hand: checked and shown what would become of it, then handed to the intake.</summary>
public sealed partial class NewCasePage
{
    private static readonly string[] Sources = ["国家监督抽查", "市级监督抽查", "区级监督抽查"];
    private static readonly string[] Conclusions = ["不合格", "合格"];
    private IReadOnlyList<Problem> problems = [];
    private CasePreview? outlook;
    private CaseEntry entry = new();
    private IEnumerable<string> categories = [];
    private string mark = "";
    private string today = "";

    /// <summary>Number of the case that this one comes of; none when absent.</summary>
    [SupplyParameterFromQuery(Name = "parent")]
    public string? Parent { get; set; }

    [Inject]
    private CaseIntake Intake { get; set; } = default!;

    [Inject]
    private ProductBook Products { get; set; } = default!;

    [Inject]
    private IBureauDirectory Bureaus { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    internal IntakePreview Preview { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    /// <summary>Whoever may hand reports in over the interface: case officers and administrators of a municipal bureau.</summary>
    private bool MayOpen => NewCases.MayOpen(Me, Current.Bureau);

    private string City => Current.Bureau?.City ?? "";

    private string DraftKey => $"case-new-{Me.Id}";

    private IEnumerable<string> Districts => Bureaus.All.Where(bureau => bureau.City == City && bureau.Kind is BureauKind.District).Select(bureau => bureau.Region);

    private string PlaceHelp => $"区县，如 {Districts.FirstOrDefault() ?? "海淀区"}；外地的写省市";

    private string Heading => outlook?.Known is null ? "没有立案，请修改以下内容：" : "没有重复立案：";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        today = DateText.Plain(ChinaTime.DateOf(Time.GetUtcNow()));
        if (!MayOpen)
        {
            AnswerForbidden();
            return;
        }

        categories = (await Products.OfCityAsync(City, Time.GetUtcNow(), Aborted)).HandledNames;
        if (IsPost && Http.Request.HasFormContentType)
        {
            entry = CaseEntry.Read(Http.Request.Form, Posted("step") == "more");
        }
        else if (Parent is { Length: > 0 and <= 64 } number)
        {
            entry = CaseEntry.CameOf(number);
        }
    }

    private async Task SubmitAsync()
    {
        if (!MayOpen || Posted("step") == "more")
        {
            return;
        }

        var report = entry.ToReport(City);
        outlook = await Preview.LookAsync(report, Access.Scope, Aborted);
        if (Posted("step") == "save" && outlook.IsSame)
        {
            Leave(outlook.Known!.Id, $"这份报告已立案：{outlook.Known.Number}，没有重复建案。");
            return;
        }

        if (outlook.Problems.Count > 0)
        {
            problems = [.. outlook.Problems.Select(AtField)];
            return;
        }

        mark = CaseEntry.MarkOf(report);
        if (Posted("step") != "save" || Posted("previewed") != mark)
        {
            return;
        }

        var received = await Intake.ReceiveAsync(report, Me.Id, Aborted);
        if (received.IsValid)
        {
            Leave(received.Value.Id, $"{(outlook.Procedure.Length > 0 ? "已立案" : "已登记")}：{received.Value.Number}。");
            return;
        }

        // Somebody else was quicker, or the same form came twice at once.
        outlook = await Preview.LookAsync(entry.ToReport(City), Access.Scope, Aborted);
        if (outlook.IsSame)
        {
            Leave(outlook.Known!.Id, $"这份报告已立案：{outlook.Known.Number}，没有重复建案。");
            return;
        }

        problems = [.. received.Problems.Select(AtField)];
    }

    private void Leave(string caseId, string text)
    {
        Flash.Leave(Http, text, DraftKey);
        Navigation.NavigateTo("/cases/" + Uri.EscapeDataString(caseId));
    }

    private string Text(string name) => entry.Text(name);

    private string ErrorOf(string name) => problems.FirstOrDefault(problem => problem.Path == name)?.Message ?? "";

    private static Problem AtField(Problem problem) =>
        problem.Path.StartsWith("$.", StringComparison.Ordinal) ? problem with { Path = problem.Path[2..] } : problem;
}

/// <summary>Who may enter reports by hand.</summary>
internal static class NewCases
{
    public static bool MayOpen(Account account, Bureau? bureau) =>
        bureau?.Kind is BureauKind.Municipal && (account.Is(Roles.CaseOfficer) || account.Is(Roles.Administrator));
}
