namespace WorkflowHost.Persistence.Mappings;

/// <summary>Longest texts of columns that the product fills itself, in characters; what people write has no limit here. SQLite does not enforce them, PostgreSQL does.</summary>
internal static class Lengths
{
    /// <summary>An id made of other ids, such as a bookmark's or a message key.</summary>
    public const int Id = 200;

    /// <summary>A member of an enumeration.</summary>
    public const int Enumeration = 32;

    /// <summary>A type name, a key, a file name.</summary>
    public const int Word = 200;

    /// <summary>SHA-256 in hex.</summary>
    public const int Hash = 64;
}
