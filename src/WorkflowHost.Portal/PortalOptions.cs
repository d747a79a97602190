using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WorkflowHost.Portal;

/// <summary>What the portal shows and takes. Section <c>Portal</c>.</summary>
public sealed class PortalOptions
{
    /// <summary>The name in the top bar and in titles.</summary>
    [Required(ErrorMessage = "Portal:SystemName 不能为空")]
    public string SystemName { get; init; } = "产品质量监督抽查后处理流程平台";

    /// <summary>Accounts offered on the login page, with their passwords. For demonstrations only; empty hides the table.</summary>
    public IList<DemoAccount> DemoAccounts { get; init; } = [];
}

/// <summary>An account offered on the login page; its name, bureau and roles are read from the organisation.</summary>
public sealed class DemoAccount
{
    /// <summary>Login name.</summary>
    public string Login { get; init; } = "";

    /// <summary>Password, shown to everybody.</summary>
    public string Password { get; init; } = "";
}

/// <summary>Checks <see cref="PortalOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class PortalOptionsValidator : IValidateOptions<PortalOptions>;
