using System.Globalization;
using WorkflowHost.Benchmarks;

switch (args)
{
    case ["engine"]:
        EngineBenchmark.Run();
        break;
    case ["durable"]:
        await DurableBenchmark.RunAsync();
        break;
    case ["limits"]:
        LimitsBenchmark.Run();
        break;
    case ["play"]:
        PlayBenchmark.Run();
        break;
    case ["walks", var count]:
        PlayBenchmark.Walk(int.Parse(count, CultureInfo.InvariantCulture));
        break;
    case ["scripts"]:
        ScriptsBenchmark.Run();
        break;
    case ["timers"]:
        await TimersBenchmark.RunAsync(sideBySide: null);
        break;
    case ["timers", var sideBySide]:
        await TimersBenchmark.RunAsync(int.Parse(sideBySide, CultureInfo.InvariantCulture));
        break;
    case ["studio", var hostAssembly]:
        await StudioBenchmark.RunOnSqliteAsync(hostAssembly);
        break;
    case ["studio", var hostAssembly, "postgresql"]:
        await StudioBenchmark.RunOnPostgreSqlAsync(hostAssembly);
        break;
    case ["startup", var assembly]:
        await StartupBenchmark.RunAsync(assembly);
        break;
    default:
        Console.WriteLine("Say which: engine | durable | limits | timers [side by side] | scripts | play | walks <count> | startup <path of WorkflowHost.Host.dll> | studio <the same> [postgresql]");
        return 1;
}

return 0;
