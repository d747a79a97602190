using Microsoft.AspNetCore.Connections;
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
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"监听地址已被其他程序占用，系统没有启动（{taken.Message}）。请结束占用它的程序，或用 ASPNETCORE_URLS 另设地址。");
    return 3;
}
catch (ContentException wrong)
{
    await Console.Error.WriteLineAsync($"workflows/ 中有文件不正确，系统没有启动。{wrong.Message}");
    return 2;
}
