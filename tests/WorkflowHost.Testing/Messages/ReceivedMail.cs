using System.Text;
using System.Text.RegularExpressions;

namespace WorkflowHost.Testing.Messages;

/// <summary>An e-mail as a mail server has it.</summary>
/// <param name="From">Envelope sender.</param>
/// <param name="To">Envelope recipient.</param>
/// <param name="Raw">Headers and body as sent, dots unstuffed, lines ended by CR LF.</param>
public sealed partial record ReceivedMail(string From, string To, string Raw)
{
    private const string EmptyLine = "\r\n\r\n";

    /// <summary>The subject, decoded.</summary>
    public string Subject => EncodedWord().Replace(
        GapBetweenWords().Replace(Header("Subject"), "?==?"),
        word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["text"].Value)));

    /// <summary>The first part's text, decoded.</summary>
    public string Body
    {
        get
        {
            var part = FirstPart();
            var text = part[(part.IndexOf(EmptyLine, StringComparison.Ordinal) + EmptyLine.Length)..];
            var isBase64 = part.Contains("Content-Transfer-Encoding: base64", StringComparison.OrdinalIgnoreCase);
            return isBase64 ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : text.TrimEnd();
        }
    }

    /// <summary>A header, unfolded; empty when it is not there.</summary>
    public string Header(string name)
    {
        var head = Raw[..Raw.IndexOf(EmptyLine, StringComparison.Ordinal)];
        return head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..] ?? "";
    }

    private string FirstPart()
    {
        var boundary = Boundary().Match(Header("Content-Type"));
        return boundary.Success ? Raw.Split($"--{boundary.Groups["mark"].Value}")[1] : Raw;
    }

    [GeneratedRegex("boundary=\"?(?<mark>[^\";]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?B\?(?<text>[^?]*)\?=", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GapBetweenWords();
}
