using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Cases.Products;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Stimuli;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Databases;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Persistence.Tests;

/// <summary>All ports as one process sees them.</summary>
internal sealed class Stores : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Stores(ServiceProvider services) => this.services = services;

    public ITurnStore Turns => services.GetRequiredService<ITurnStore>();

    public IDefinitionStore Definitions => services.GetRequiredService<IDefinitionStore>();

    public ITimerStore Timers => services.GetRequiredService<ITimerStore>();

    public ITimeLimitStore Limits => services.GetRequiredService<ITimeLimitStore>();

    public IExtensionStore Extensions => services.GetRequiredService<IExtensionStore>();

    public INoticeStore Notices => services.GetRequiredService<INoticeStore>();

    public ICaseHaltStore Halts => services.GetRequiredService<ICaseHaltStore>();

    public ICalendarStore Calendars => services.GetRequiredService<ICalendarStore>();

    public IOutboxStore Outbox => services.GetRequiredService<IOutboxStore>();

    public IStimulusStore Stimuli => services.GetRequiredService<IStimulusStore>();

    public IInstanceQueries Instances => services.GetRequiredService<IInstanceQueries>();

    public ITaskStore Tasks => services.GetRequiredService<ITaskStore>();

    public IServiceReceiptStore Receipts => services.GetRequiredService<IServiceReceiptStore>();

    public IDocumentStore Documents => services.GetRequiredService<IDocumentStore>();

    public IObligationRecords Obligations => services.GetRequiredService<IObligationRecords>();

    public IExpertStore Experts => services.GetRequiredService<IExpertStore>();

    public IProductStore Products => services.GetRequiredService<IProductStore>();

    public ICaseStore Cases => services.GetRequiredService<ICaseStore>();

    public IEnterpriseRecords Records => services.GetRequiredService<IEnterpriseRecords>();

    public IDefinitionDrafts Drafts => services.GetRequiredService<IDefinitionDrafts>();

    public IDefinitionLists Lists => services.GetRequiredService<IDefinitionLists>();

    public IInstanceJournal Journal => services.GetRequiredService<IInstanceJournal>();

    public ICaseProcedures Procedures => services.GetRequiredService<ICaseProcedures>();

    public IOrganisationStore Organisation => services.GetRequiredService<IOrganisationStore>();

    public IDatabase Database => services.GetRequiredService<IDatabase>();

    public IWriteTransactions Transactions => services.GetRequiredService<IWriteTransactions>();

    /// <summary>Starts a process on a database.</summary>
    public static async Task<Stores> OpenAsync(TestDatabase database)
    {
        var registered = new ServiceCollection();
        registered.AddPersistence();
        database.Register(registered);
        var stores = new Stores(registered.BuildServiceProvider(validateScopes: true));
        await stores.Database.MigrateAsync(CancellationToken.None);
        return stores;
    }

    /// <summary>A context of the caller's own, for looking past the ports.</summary>
    public WorkflowHostDbContext Context() =>
        services.GetRequiredService<IDbContextFactory<WorkflowHostDbContext>>().CreateDbContext();

    /// <summary>Every value of every row, so that two dumps are equal exactly when nothing was written between them.</summary>
    public async Task<string> DumpAsync()
    {
        await using var database = Context();
        List<string> lines = [];
        await database.Database.OpenConnectionAsync();
        foreach (var table in database.Model.GetEntityTypes().Select(type => type.GetTableName()))
        {
            await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // A name of the model's own.
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = Enumerable.Range(0, reader.FieldCount)
                    .Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture));
                lines.Add($"{table}: {string.Join(" | ", values)}");
            }
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
