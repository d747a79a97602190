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
    case ["scripts"]:
        ScriptsBenchmark.Run();
        break;
    case ["startup", var hostAssembly]:
        await StartupBenchmark.RunAsync(hostAssembly);
        break;
    default:
        Console.WriteLine("Say which: engine | durable | limits | scripts | startup <path of WorkflowHost.Host.dll>");
        return 1;
}

return 0;
