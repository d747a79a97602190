using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Access;

namespace WorkflowHost.Portal.Pages.Session;

/// <summary>Login by name and password.</summary>
public sealed partial class LoginPage
{
    private readonly List<(Account Account, string Password)> demo = [];
    private IReadOnlyList<Problem> problems = [];
    private string login = "";

    /// <summary>Where to go on; only addresses of this host are followed.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    [Inject]
    private SignIn SignIn { get; set; } = default!;

    [Inject]
    private IOrganisationStore People { get; set; } = default!;

    [Inject]
    private IBureauDirectory Bureaus { get; set; } = default!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        login = Posted("login").Trim();
        foreach (var offered in Options.Value.DemoAccounts)
        {
            if (await People.FindByLoginAsync(offered.Login, Aborted) is { } account)
            {
                demo.Add((account, offered.Password));
            }
        }
    }

    private async Task SubmitAsync()
    {
        var result = await SignIn.TryAsync(login, Posted("password"), Aborted);
        if (!result.IsValid)
        {
            problems = result.Problems;
            return;
        }

        await PortalSession.StartAsync(Http, result.Value);
        Navigation.NavigateTo(IsLocal(ReturnUrl) ? ReturnUrl! : "/");
    }

    private static bool IsLocal(string? url) =>
        url is ['/'] || (url is ['/', var second, ..] && second is not '/' and not '\\' && !url.Any(char.IsControl));
}
