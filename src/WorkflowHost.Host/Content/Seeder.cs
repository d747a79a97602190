using Microsoft.Extensions.Options;
using WorkflowHost.Definitions;
using WorkflowHost.Host.Hosting;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Host.Content;

/// <summary>A procedure of <c>workflows/</c> without a problem.</summary>
internal sealed record ShippedProcedure(string File, PublishableDefinition Definition);

/// <summary>Brings what is new under <c>workflows/</c> into the database at start; never over what an administrator changed.</summary>
internal sealed partial class Seeder(
    ContentFolder content, DefinitionLibrary library, IOrganisationStore organisation, BureauDirectory directory,
    CalendarLibrary calendars, IPasswordHashing hashing, IOptions<DemoOptions> demo, ILogger<Seeder> logger)
{
    /// <summary>Checks every procedure and puts each behind those that it uses; needs no database.</summary>
    /// <exception cref="ContentException">One of them is wrong: none is brought in.</exception>
    public IReadOnlyList<ShippedProcedure> Check()
    {
        var files = content.Procedures().ToList();
        var types = files.Select(file => DefinitionReader.Read(file.Json).Value).OfType<WorkflowDefinition>()
            .Where(definition => definition.IsUsableAsActivity).Select(definition => definition.ActivityType).ToList();
        var ordered = PublishingOrder.Of([.. files.Select(file =>
        {
            var found = library.Check(file.Json, types);
            return (file.File, found.Value ?? throw new ContentException("workflows", JsonPlace.Of(file.File, file.Json, found.Problems)));
        })]);
        return ordered.IsValid
            ? [.. ordered.Value.Select(item => new ShippedProcedure(item.Name, item.Definition))]
            : throw new ContentException("workflows", ordered.Problems);
    }

    /// <summary>Brings in what is new; the database must be ready.</summary>
    public async Task RunAsync(IReadOnlyList<ShippedProcedure> procedures, CancellationToken cancellationToken)
    {
        await calendars.SeedAsync(content.Calendars(), cancellationToken);
        foreach (var (file, definition) in procedures)
        {
            var published = await library.PublishAsync(definition, DefinitionOrigin.File, cancellationToken);
            if (!published.IsValid)
            {
                throw new ContentException(file, published.Problems);
            }

            LogProcedure(logger, published.Value.DefinitionId, published.Value.Version);
        }

        if (demo.Value.Enabled)
        {
            await AddDemoAsync(cancellationToken);
        }

        directory.Replace(await organisation.BureausAsync(cancellationToken));
    }

    private async Task AddDemoAsync(CancellationToken cancellationToken)
    {
        var file = content.DemoOrganisation();
        var known = (await organisation.BureausAsync(cancellationToken)).Select(bureau => bureau.Id).ToHashSet(StringComparer.Ordinal);
        var bureaus = file.Bureaus.Where(bureau => !known.Contains(bureau.Id)).ToList();
        var accounts = new List<Account>();
        string? hash = null;
        foreach (var account in file.Accounts)
        {
            if (await organisation.FindAsync(account.Id, cancellationToken) is null)
            {
                accounts.Add(account with { PasswordHash = hash ??= hashing.Hash(demo.Value.Password) });
            }
        }

        if (bureaus.Count + accounts.Count > 0)
        {
            await organisation.SaveAsync(bureaus, accounts, cancellationToken);
        }
    }

    [LoggerMessage(2001, LogLevel.Information, "Procedure {DefinitionId} is at version {Version}")]
    private static partial void LogProcedure(ILogger logger, string definitionId, int version);
}
