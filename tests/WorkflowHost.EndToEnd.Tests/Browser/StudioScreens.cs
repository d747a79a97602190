using Microsoft.Playwright;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>What several tests of Studio look at.</summary>
internal static class StudioScreens
{
    /// <summary>A procedure that ships and has running instances.</summary>
    public const string Procedure = "北京：监督抽查不合格产品后处理";

    /// <summary>Studio's first screen takes its time on a busy machine.</summary>
    public static LocatorAssertionsToBeVisibleOptions Patiently { get; } = new() { Timeout = 60_000 };

    /// <summary>The procedure's rows in a list.</summary>
    public static ILocator Row(IPage page) => page.Locator("#studio tbody tr").Filter(new() { HasText = Procedure });
}
