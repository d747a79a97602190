using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Organisation;

/// <summary>Bureaus and accounts as a file names them, to begin with. Passwords are never in a file: every hash is empty.</summary>
/// <param name="Bureaus">At most one municipal bureau per city.</param>
/// <param name="Accounts">Each of a bureau of the file; with an empty hash nobody can log in until a password is set.</param>
public sealed record OrganisationFile(ImmutableArray<Bureau> Bureaus, ImmutableArray<Account> Accounts)
{
    /// <summary>Reads JSON: <c>note</c> (for readers), <c>bureaus</c>, <c>accounts</c>.</summary>
    /// <returns>The organisation, or every problem of the text.</returns>
    public static Checked<OrganisationFile> Parse(string json)
    {
        var tree = StrictJson.Parse(json);
        if (!tree.IsValid)
        {
            return Checked<OrganisationFile>.Refused(tree.Problems);
        }

        if (tree.Value is not JsonObject root)
        {
            return Checked<OrganisationFile>.Refused([new Problem("organisation-shape", "$", "组织文件应为一个 JSON 对象。")]);
        }

        var reader = new OrganisationReader();
        var file = reader.Read(root);
        return reader.Problems.Count > 0
            ? Checked<OrganisationFile>.Refused(reader.Problems)
            : Checked<OrganisationFile>.Valid(file);
    }
}
