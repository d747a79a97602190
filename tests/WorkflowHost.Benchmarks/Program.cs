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
    case ["timers"]:
        await TimersBenchmark.RunAsync();
        break;
    case ["startup", var hostAssembly]:
        await StartupBenchmark.RunAsync(hostAssembly);
        break;
    default:
        Console.WriteLine("Say which: engine | durable | limits | timers | startup <path of WorkflowHost.Host.dll>");
        return 1;
}

return 0;
