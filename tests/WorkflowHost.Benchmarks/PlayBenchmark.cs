using System.Diagnostics;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Scenarios;
using WorkflowHost.Scenarios.Answers;
using WorkflowHost.Scenarios.Playing;
using WorkflowHost.Scenarios.Tests;

namespace WorkflowHost.Benchmarks;

/// <summary>What one play of a procedure costs on one core, and how random walks through the shipped ones end.</summary>
internal static class PlayBenchmark
{
    private const int Rounds = 20;

    public static void Run()
    {
        var file = Stage.ShippedScenarios[0];
        var set = Stage.Set(Stage.Shipped);
        Measure($"{file.DefinitionId}: {file.Scenarios[0].Name}", () => Stage.Runner.Run(file.Scenarios[0], set, file.DefinitionId, Stage.People).Played!);
        var drawn = Stage.Set(LongProcedure());
        var answers = new DefaultAnswers(Stage.Get<BureauDirectory>());
        Measure("60 steps over 200 days, drawn", () => Stage.Get<ScenarioPlayer>().Play(
            Stage.Request("2026-03-02 09:00", LongProcedure()) with { Definitions = drawn }, answers));
        Check();
    }

    public static void Walk(int count)
    {
        foreach (var file in Stage.ShippedScenarios)
        {
            var request = Stage.Request("2026-09-14 09:00", [.. Stage.Shipped]) with
            {
                DefinitionId = file.DefinitionId,
                Input = Stage.Require(Stage.Runner.InputOf(file.Scenarios[0])),
            };
            var start = Stopwatch.GetTimestamp();
            var report = Stage.Get<RandomWalks>().Run(request, count);
            Console.WriteLine($"{file.DefinitionId}: {report.Count} walks in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {report.Finished} closed, {report.Faulty.Length} faulty");
            foreach (var walk in report.Faulty.Take(5))
            {
                Console.WriteLine($"  seed {walk.Seed}: {walk.Why}");
            }
        }
    }

    private static void Check()
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var definition in Stage.Shipped)
        {
            _ = Stage.Get<ProcedureChecker>().Check(definition, id => Stage.Shipped.FirstOrDefault(other => other.DefinitionId == id), new DateOnly(2026, 11, 21));
        }

        Console.WriteLine($"checking {Stage.Shipped.Count} definitions: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms");
    }

    private static void Measure(string what, Func<Played> play)
    {
        var played = play();
        play();
        var used = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds; round++)
        {
            play();
        }

        var elapsed = Stopwatch.GetElapsedTime(start) / Rounds;
        Console.WriteLine($"{what}: {played.Steps} steps, {(played.Until - played.From).TotalDays:0} days, {elapsed.TotalMilliseconds:0.0} ms, of the processor {((Environment.CpuUsage.TotalTime - used) / Rounds).TotalMilliseconds:0.0} ms");
    }

    /// <summary>Ten rounds of a document, a task, a notice, two scripts and a period of 20 days.</summary>
    private static WorkflowDefinition LongProcedure()
    {
        var drawing = new Drawing("long");
        var last = "";
        for (var round = 0; round < 10; round++)
        {
            drawing.Document($"文书{round}", "=\"第\" + 1 + \"号通知书\"").Task($"审批{round}", limit: (5, "WorkingDay"))
                .With($"短信{round}", "PostInspection.SendSms", "", ("to", "13800000000"), ("body", "=\"【市场监管】\" + 1"))
                .With($"记{round}", "Elsa.SetName", "", ("value", "=\"第\" + 2")).With($"再记{round}", "Elsa.SetName", "", ("value", "=\"第\" + 3"))
                .Timer($"等{round}", 20)
                .Arrows((last.Length > 0 ? $"{last} [到期] → 文书{round}\n" : "") + $"文书{round} → 审批{round}\n审批{round} [同意] → 短信{round} → 记{round} → 再记{round} → 等{round}");
            last = $"等{round}";
        }

        return drawing.Draw();
    }
}
