using WorkflowHost.EndToEnd.Tests.Browser;
using WorkflowHost.Organisation;

namespace WorkflowHost.EndToEnd.Tests.Stories;

/// <summary>The people of the demo's bureaus, each at a browser of their own.</summary>
internal sealed class Staff(Chromium chromium, Uri address) : IAsyncDisposable
{
    private static readonly OrganisationFile Demo = OrganisationFile.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "organisation", "demo.json"))).Value!;

    private readonly Dictionary<string, Person> people = new(StringComparer.Ordinal);

    /// <summary>Opens a page as somebody, who logs in when the session is new or has run out.</summary>
    public async Task<Person> OpenAsync(string login, string path)
    {
        if (!people.TryGetValue(login, out var person))
        {
            people[login] = person = await chromium.PersonAsync(address);
        }

        await person.Page.GotoAsync(path);
        if (new Uri(person.Page.Url).AbsolutePath == "/login")
        {
            await person.LogInAsync(login);
            await person.Page.GotoAsync(path);
        }

        return person;
    }

    /// <summary>Who acts, from what a case's page calls them: bureau and role.</summary>
    public static string LoginOf(string owner) => Demo.Accounts
        .First(account => account.Roles.Any(role => owner == $"{Demo.Bureaus.First(bureau => bureau.Id == account.BureauId).Name} {Roles.NameOf(role)}"))
        .LoginName;

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people.Values)
        {
            await person.DisposeAsync();
        }
    }
}
