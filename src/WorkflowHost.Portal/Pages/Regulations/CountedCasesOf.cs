using WorkflowHost.Cases;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations.Fulfilment;

namespace WorkflowHost.Portal.Pages.Regulations;

/// <summary>Whose cases a person's pages count: what <see cref="CaseScope"/> says, in the words of the obligations.</summary>
internal static class CountedCasesOf
{
    public static CountedCases Bureau(Bureau bureau) => new(bureau.City, bureau.Kind is BureauKind.District ? bureau.Id : null);
}

/// <summary>The list of cases in which an obligation stands so.</summary>
internal static class CaseListAddress
{
    public static string Of(string obligationId, FilteredStanding standing) => $"/cases?obligation={Uri.EscapeDataString(obligationId)}&standing={standing}";
}
