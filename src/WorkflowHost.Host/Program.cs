using WorkflowHost.Host.Commands;
using WorkflowHost.Host.Hosting;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});
builder.AddWorkflowHost();

await using var app = builder.Build();
await app.PrepareAsync();
if (ImportCommand.From(args) is { } import)
{
    return await import.RunAsync(app.Services, Console.Out, app.Lifetime.ApplicationStopping);
}

app.MapWorkflowHost();
await app.RunAsync();
return 0;
