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
    case ["studio", var hostAssembly]:
        await StudioBenchmark.RunAsync(hostAssembly);
        break;
    case ["startup", var assembly]:
        await StartupBenchmark.RunAsync(assembly);
        break;
    default:
        Console.WriteLine("Say which: engine | durable | limits | startup <path of WorkflowHost.Host.dll> | studio <the same>");
        return 1;
}

return 0;
