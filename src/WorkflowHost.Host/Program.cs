using WorkflowHost.Host.Commands;
using WorkflowHost.Host.Hosting;

var (import, settings) = ImportCommand.From(args);
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = settings,
    ContentRootPath = AppContext.BaseDirectory,
});
builder.AddWorkflowHost();

await using var app = builder.Build();
await app.PrepareAsync();
if (import is not null)
{
    return await import.RunAsync(app.Services, Console.Out, app.Lifetime.ApplicationStopping);
}

app.MapWorkflowHost();
await app.RunAsync();
return 0;
