using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;

namespace WorkflowHost.Persistence;

/// <summary>All tables. One context, because a turn commits what belongs to several modules in one transaction.</summary>
internal sealed class WorkflowHostDbContext(DbContextOptions<WorkflowHostDbContext> options) : DbContext(options)
{
    public DbSet<DefinitionVersionRow> DefinitionVersions => Set<DefinitionVersionRow>();

    public DbSet<DefinitionEditorRow> DefinitionEditors => Set<DefinitionEditorRow>();

    public DbSet<DefinitionChangeRow> DefinitionChanges => Set<DefinitionChangeRow>();

    public DbSet<InstanceRow> Instances => Set<InstanceRow>();

    public DbSet<InstanceStateRow> InstanceStates => Set<InstanceStateRow>();

    public DbSet<TriggerRow> Triggers => Set<TriggerRow>();

    public DbSet<BookmarkRow> Bookmarks => Set<BookmarkRow>();

    public DbSet<IncidentRow> Incidents => Set<IncidentRow>();

    public DbSet<HistoryRow> History => Set<HistoryRow>();

    public DbSet<OperationRow> Operations => Set<OperationRow>();

    public DbSet<TimerRow> Timers => Set<TimerRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<OutboxChangeRow> OutboxChanges => Set<OutboxChangeRow>();

    public DbSet<TimeLimitRow> TimeLimits => Set<TimeLimitRow>();

    public DbSet<LimitChangeRow> LimitChanges => Set<LimitChangeRow>();

    public DbSet<ExtensionRequestRow> ExtensionRequests => Set<ExtensionRequestRow>();

    public DbSet<CaseHaltRow> CaseHalts => Set<CaseHaltRow>();

    public DbSet<NoticeRow> Notices => Set<NoticeRow>();

    public DbSet<CalendarPartRow> CalendarParts => Set<CalendarPartRow>();

    public DbSet<CalendarChangeRow> CalendarChanges => Set<CalendarChangeRow>();

    public DbSet<ObligationAtWorkRow> ObligationsAtWork => Set<ObligationAtWorkRow>();

    public DbSet<SettledObligationRow> SettledObligations => Set<SettledObligationRow>();

    public DbSet<TaskRow> Tasks => Set<TaskRow>();

    public DbSet<ServiceReceiptRow> ServiceReceipts => Set<ServiceReceiptRow>();

    public DbSet<DocumentRow> Documents => Set<DocumentRow>();

    public DbSet<NumberSeriesRow> NumberSeries => Set<NumberSeriesRow>();

    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<ExpertRow> Experts => Set<ExpertRow>();

    public DbSet<ProductRevisionRow> ProductRevisions => Set<ProductRevisionRow>();

    public DbSet<EnterpriseRecordRow> EnterpriseRecords => Set<EnterpriseRecordRow>();

    public DbSet<BureauRow> Bureaus => Set<BureauRow>();

    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    /// <summary>Whether this is PostgreSQL, which plans some queries unlike SQLite.</summary>
    internal bool IsPostgreSql => Database.ProviderName is "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WorkflowHostDbContext).Assembly);

        Instants.Map(modelBuilder, sortable: IsPostgreSql);
        if (IsPostgreSql)
        {
            CompareTextByCodePoint(modelBuilder);
        }
    }

    /// <summary>Texts sort and compare as SQLite does it, whatever locale the server was set up with.</summary>
    private static void CompareTextByCodePoint(ModelBuilder modelBuilder)
    {
        var texts = modelBuilder.Model.GetEntityTypes().SelectMany(row => row.GetProperties())
            .Where(property => property.ClrType == typeof(string));
        foreach (var property in texts)
        {
            property.SetCollation("C");
        }
    }
}
