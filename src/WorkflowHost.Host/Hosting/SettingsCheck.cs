using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using WorkflowHost.Api.Access;
using WorkflowHost.Documents;
using WorkflowHost.Expressions;
using WorkflowHost.Gateways.Files;
using WorkflowHost.Gateways.Rendering;
using WorkflowHost.Gateways.Requests;
using WorkflowHost.Gateways.Sms;
using WorkflowHost.Gateways.Smtp;
using WorkflowHost.Portal;
using WorkflowHost.Runtime;

namespace WorkflowHost.Host.Hosting;

/// <summary>Reads every section before anything else is made, so that all that is wrong with the settings is said at once.</summary>
internal static partial class SettingsCheck
{
    /// <returns>One line a fault, in Chinese, each with the setting's name; empty when the host can start.</returns>
    public static IReadOnlyList<string> Faults(IServiceCollection registered)
    {
        // A provider of its own: the host's can't even be built when the settings of its clock are wrong.
#pragma warning disable ASP0000 // Only options are asked for, and the provider goes again at once.
        using var services = registered.BuildServiceProvider();
#pragma warning restore ASP0000
        string[] faults =
        [
            .. Of<StorageOptions>(services, "Storage"), .. Of<DemoOptions>(services, "Demo"), .. Of<RuntimeOptions>(services, "Runtime"),
            .. Of<JavaScriptOptions>(services, "JavaScript"), .. Of<PortalOptions>(services, "Portal"), .. Of<UploadOptions>(services, "Uploads"),
            .. Of<SmtpOptions>(services, SmtpOptions.Section), .. Of<SmsOptions>(services, SmsOptions.Section),
            .. Of<RequestOptions>(services, RequestOptions.Section), .. Of<TypstOptions>(services, TypstOptions.Section),
            .. Of<FilesOptions>(services, FilesOptions.Section), .. Of<StudioOptions>(services, "Studio"),
        ];
        return [.. faults.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Of<T>(ServiceProvider services, string section)
        where T : class
    {
        try
        {
            _ = services.GetRequiredService<IOptions<T>>().Value;
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures.Select(failure => InChinese(MemberPattern().Replace(failure, ""), section));
        }
        catch (InvalidOperationException unreadable) when (UnreadablePattern().Match(unreadable.Message) is { Success: true } found)
        {
            return [$"{found.Groups["path"].Value} 的值“{found.Groups["value"].Value}”类型不对，请对照 docs/configuration.md"];
        }
    }

    /// <summary>A range's own sentence can't be replaced where it is generated.</summary>
    private static string InChinese(string failure, string section) => RangePattern().Match(failure) is { Success: true } range
        ? $"{section}:{range.Groups["member"].Value} 应在 {range.Groups["least"].Value} 到 {range.Groups["most"].Value} 之间"
        : failure;

    [GeneratedRegex(@"^The field [A-Za-z]+\.(?<member>[A-Za-z]+) must be between (?<least>.+) and (?<most>.+)\.$", RegexOptions.NonBacktracking)]
    private static partial Regex RangePattern();

    /// <summary>What the generated validators put before each message.</summary>
    [GeneratedRegex("^[A-Za-z]+: ", RegexOptions.NonBacktracking)]
    private static partial Regex MemberPattern();

    /// <summary>The binder says only in this sentence which value it could not read.</summary>
    [GeneratedRegex("value '(?<value>[^']*)' at '(?<path>[^']+)'", RegexOptions.NonBacktracking)]
    private static partial Regex UnreadablePattern();
}
