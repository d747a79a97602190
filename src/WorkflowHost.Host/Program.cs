using WorkflowHost.Host.Commands;
using WorkflowHost.Host.Content;
using WorkflowHost.Host.Hosting;

var (command, settings) = HostCommands.From(args);
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = settings,
    ContentRootPath = AppContext.BaseDirectory,
});

try
{
    builder.AddWorkflowHost();
    if (SettingsCheck.Faults(builder.Services) is { Count: > 0 } faults)
    {
        await Console.Error.WriteLineAsync($"设置不正确，系统没有启动：\n{string.Join('\n', faults)}");
        return 1;
    }

    await using var app = builder.Build();
    if (command is null or { NeedsDatabase: true })
    {
        await app.PrepareAsync();
    }

    if (command is not null)
    {
        return await command.RunAsync(app.Services, Console.Out, app.Lifetime.ApplicationStopping);
    }

    app.MapWorkflowHost();
    await app.RunAsync();
    return 0;
}
catch (ContentException wrong)
{
    await Console.Error.WriteLineAsync($"workflows/ 中有文件不正确，系统没有启动。{wrong.Message}");
    return 2;
}
