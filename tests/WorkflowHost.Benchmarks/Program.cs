using WorkflowHost.Benchmarks;

switch (args.FirstOrDefault())
{
    case "engine":
        EngineBenchmark.Run();
        break;
    default:
        Console.WriteLine("Say which: engine");
        return 1;
}

return 0;
