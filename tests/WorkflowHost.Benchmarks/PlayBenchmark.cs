using System.Diagnostics;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Scenarios;
using WorkflowHost.Scenarios.Answers;
using WorkflowHost.Scenarios.Playing;
using WorkflowHost.Scenarios.Scripts;
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

    /// <summary>As many walks for each city, spread over the reports and days of all its scenarios, every fifth with a restart between all turns.</summary>
    public static void Walk(int count)
    {
        foreach (var city in Stage.WalkedScenarios().GroupBy(walked => walked.City, StringComparer.Ordinal))
        {
            var (start, finished, faulty, walks) = (Stopwatch.GetTimestamp(), 0, new List<(string Why, Played Proof)>(), 0);
            foreach (var (place, walked) in city.Index())
            {
                var share = (count / city.Count()) + (place < count % city.Count() ? 1 : 0);
                foreach (var report in new[]
                {
                    Stage.Get<RandomWalks>().Run(walked.Request, share - (share / 5), count * place),
                    Stage.Get<RandomWalks>().Run(walked.Request with { Restart = Stage.Restart }, share / 5, (count * place) + share),
                })
                {
                    (walks, finished) = (walks + report.Count, finished + report.Finished);
                    faulty.AddRange(report.Faulty.Select(walk => ($"{walked.Request.DefinitionId}, {walked.Name}, seed {walk.Seed}: {walk.Why}", walk.Proof)));
                }
            }

            Console.WriteLine($"{city.Key}: {walks} walks in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {finished} closed, {faulty.Count} faulty");
            foreach (var (why, _) in faulty.Take(8))
            {
                Console.WriteLine($"  {why}");
            }

            if (faulty is [var (_, first), ..])
            {
                Console.WriteLine(TimelineText.Of(first));
            }
        }
    }

    private static void Check()
    {
        var used = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        foreach (var definition in Stage.Shipped)
        {
            _ = Stage.Get<ProcedureChecker>().Check(definition, id => Stage.Shipped.FirstOrDefault(other => other.DefinitionId == id), new DateOnly(2026, 11, 21));
        }

        Console.WriteLine($"checking {Stage.Shipped.Count} definitions: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms, of the processor {(Environment.CpuUsage.TotalTime - used).TotalMilliseconds:0.0} ms");
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
