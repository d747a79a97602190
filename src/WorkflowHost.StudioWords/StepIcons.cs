using Elsa.Studio.Workflows.UI.Contracts;
using Elsa.Studio.Workflows.UI.Models;

namespace Elsa.Studio.Localization.BlazorWasm;

/// <summary>
/// Icons of the product's own steps, drawn in lines on a field of 24 by 24. Elsa's steps keep the icons that Studio gives them, and
/// procedures that are used as steps its cube.
/// </summary>
internal sealed class StepIcons : IActivityDisplaySettingsProvider
{
    private const string Approval = "#7c3aed";
    private const string Case = "#15803d";
    private const string Letter = "#0369a1";
    private const string Service = "#0f766e";
    private const string Time = "#b45309";
    private const string Yearly = "#be185d";

    public IDictionary<string, ActivityDisplaySettings> GetSettings() => new Dictionary<string, ActivityDisplaySettings>(StringComparer.Ordinal)
    {
        ["PostInspection.ApprovalTask"] = Drawn(Approval, """<circle cx="9" cy="7" r="4"/><path d="M2 21v-2a5 5 0 0 1 5-5h3M14 17l3 3 5-6"/>"""),
        ["PostInspection.AssignCase"] = Drawn(Case, """<path d="M3 10l9-6 9 6zM4 20h16M6 10v10M12 10v10M18 10v10"/>"""),
        ["PostInspection.BeginWork"] = Drawn(Yearly, """<path d="M5 22V3h14l-4 5 4 5H5"/>"""),
        ["PostInspection.CloseCase"] = Drawn(Case, """<path d="M3 5h6l2 3h10v12H3zM8 14l3 3 5-5"/>"""),
        ["PostInspection.GatherFigures"] = Drawn(Yearly, """<path d="M4 3v18h17M9 17v-4M14 17V7M19 17v-7"/>"""),
        ["PostInspection.GenerateDocument"] = Drawn(Letter, """<path d="M6 2h8l5 5v15H6zM14 2v5h5M9 12h7M9 17h7"/>"""),
        ["PostInspection.LimitedScope"] = Drawn(Time, """<path d="M5 3h14M5 21h14M7 3v3l5 6-5 6v3M17 3v3l-5 6 5 6v3"/>"""),
        ["PostInspection.RecordConduct"] = Drawn(Case, """<path d="M3 21h18M14 4l4 4L9 17l-5 1 1-5z"/>"""),
        ["PostInspection.RecordService"] = Drawn(Service, """<path d="M21 3L3 10l7 4 4 7zM21 3L10 14"/>"""),
        ["PostInspection.RecurringPeriod"] = Drawn(Time, """<path d="M4 11a8 8 0 0 1 14-5l2 2V3M20 8h-5M20 13a8 8 0 0 1-14 5l-2-2v5M4 16h5"/>"""),
        ["PostInspection.SendEmail"] = Drawn(Letter, """<path d="M3 5h18v14H3zM3 7l9 6 9-6"/>"""),
        ["PostInspection.SendSms"] = Drawn(Letter, """<path d="M3 4h18v12H11l-5 4v-4H3zM8 10h.01M12 10h.01M16 10h.01"/>"""),
        ["PostInspection.TimeWindow"] = Drawn(Time, """<path d="M4 5h16v16H4zM4 10h16M8 2v5M16 2v5M8 15.5h8"/>"""),
        ["PostInspection.WorkingDayTimer"] = Drawn(Time, """<circle cx="12" cy="12" r="9"/><path d="M12 7v5l4 2"/>"""),
    };

    private static ActivityDisplaySettings Drawn(string color, string lines) =>
        new(color, $"""<g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{lines}</g>""");
}
