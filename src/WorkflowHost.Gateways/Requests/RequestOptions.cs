using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WorkflowHost.Gateways.Requests;

/// <summary>HTTP requests of workflows. Section <c>Http:Requests</c>.</summary>
public sealed class RequestOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Http:Requests";

    /// <summary>How long one request may take, 1 s to 50 s. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:50")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How much of an answer is read, 1 kB to 10 MB; the rest is cut off. Default 1 MB.</summary>
    [Range(1_000, 10_000_000)]
    public int MaxAnswerBytes { get; set; } = 1_000_000;
}

/// <summary>Checks <see cref="RequestOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class RequestOptionsValidator : IValidateOptions<RequestOptions>;
