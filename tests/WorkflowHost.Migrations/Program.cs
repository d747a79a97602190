using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Persistence;
using WorkflowHost.Persistence.PostgreSql;
using WorkflowHost.Persistence.Sqlite;

#pragma warning disable EF1001 // The tool that would do this outside of EF's internals does not restore.

if (args is not [var name, var source] || !Directory.Exists(source))
{
    await Console.Error.WriteLineAsync("Usage: WorkflowHost.Migrations <NameOfTheChange> <path of src/>");
    return 1;
}

Scaffold("Sqlite", typeof(SqlitePersistenceModule), options => options.UseSqliteFile("Data Source=none.db"));
Scaffold("PostgreSql", typeof(PostgreSqlPersistenceModule), options => options.UsePostgreSql("Host=none"));
return 0;

void Scaffold(string provider, Type module, Action<DbContextOptionsBuilder> use)
{
    var builder = new DbContextOptionsBuilder<WorkflowHostDbContext>();
    use(builder);
    using var database = new WorkflowHostDbContext(builder.Options);
    var reporter = new OperationReporter(null);
    using var scope = new DesignTimeServicesBuilder(module.Assembly, module.Assembly, reporter, []).Build(database).CreateScope();
    var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
    var project = Path.Combine(source, $"WorkflowHost.Persistence.{provider}");
    var migration = scaffolder.ScaffoldMigration(name, $"WorkflowHost.Persistence.{provider}");
    var files = scaffolder.Save(project, migration, Path.Combine(project, "Migrations"), false);
    Console.WriteLine($"{files.MigrationFile}\n{files.MetadataFile}\n{files.SnapshotFile}");
}
