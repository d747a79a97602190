namespace WorkflowHost.Portal.Speech;

/// <summary>Recipients in lists: enough to recognise, not enough to copy.</summary>
internal static class Masked
{
    /// <summary>138****1234; an e-mail address keeps its first character and its host.</summary>
    public static string Recipient(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        if (at > 0)
        {
            return string.Concat(value.AsSpan(0, 1), "***", value.AsSpan(at));
        }

        return value.Length >= 7
            ? string.Concat(value.AsSpan(0, 3), "****", value.AsSpan(value.Length - 4))
            : "****";
    }
}
