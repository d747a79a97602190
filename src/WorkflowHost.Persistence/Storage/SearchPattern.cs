namespace WorkflowHost.Persistence.Storage;

/// <summary>What people type into a search field, as a pattern of LIKE over a column in lower case.</summary>
internal static class SearchPattern
{
    /// <summary>Stands before a wildcard that is meant as it is.</summary>
    public const string Escape = "\\";

    /// <summary>Matches texts that hold the words as typed; the wildcards of LIKE stand for themselves.</summary>
    public static string Of(string search) => $"%{Literal(search.Trim().ToLowerInvariant())}%";

    private static string Literal(string search) => search
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal);
}
