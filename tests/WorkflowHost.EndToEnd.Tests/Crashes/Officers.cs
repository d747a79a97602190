using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Testing.Scenarios;

namespace WorkflowHost.EndToEnd.Tests.Crashes;

/// <summary>The people of two bureaus, who work off their inboxes until told to stop.</summary>
internal sealed class Officers(Uri address, TimeProvider time) : IDisposable
{
    private const int Hands = 3;
    private static readonly string[] Logins = ["sj.jingban", "sj.shenpi", "hd.jingban", "hd.shenpi"];
    private readonly Dictionary<string, Line> lines = Logins.ToDictionary(login => login, login => new Line(address, login, time));
    private readonly ConcurrentDictionary<string, int> indexOfCase = [];
    private readonly ConcurrentDictionary<string, (int Index, string Title)> done = [];
    private int completions;

    /// <summary>Tasks whose completion was confirmed, with the case's position.</summary>
    public IReadOnlyCollection<(int Index, string Title)> Done => [.. done.Values];

    /// <summary>Grows with each confirmed completion.</summary>
    public int Completions => Volatile.Read(ref completions);

    /// <summary>Requests that had to be sent again.</summary>
    public int Resent => lines.Values.Sum(line => line.Resent);

    /// <summary>How many cases are closed.</summary>
    public async Task<int> ClosedAsync(CancellationToken cancellationToken) =>
        (await lines["sj.jingban"].ListAsync("/api/v1/cases", cancellationToken)).Count(item => item["state"]!.GetValue<string>() == "closed");

    /// <summary>Hands in all reports; one that was lost on the way is handed in again.</summary>
    public Task ReportAsync(int reports, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, reports),
        new ParallelOptions { MaxDegreeOfParallelism = Hands, CancellationToken = cancellationToken },
        async (index, stop) =>
        {
            var (status, answer) = await lines["sj.jingban"].AskAsync(
                HttpMethod.Post, "/api/v1/cases", Reports.Unqualified(NumberOf(index)), stop);
            if (status is not (HttpStatusCode.Created or HttpStatusCode.Conflict))
            {
                throw new InvalidOperationException($"Report {index}: {status} {answer}");
            }
        });

    /// <summary>Works until cancelled.</summary>
    public Task WorkAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(lines.Values.Select(line => WorkAsync(line, cancellationToken)));

    public void Dispose()
    {
        foreach (var line in lines.Values)
        {
            line.Dispose();
        }
    }

    private static string NumberOf(int index) => string.Create(CultureInfo.InvariantCulture, $"BJ-2026-{index:0000}");

    private async Task WorkAsync(Line line, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var inbox = await line.ListAsync("/api/v1/tasks", cancellationToken);
                await Parallel.ForEachAsync(
                    inbox,
                    new ParallelOptions { MaxDegreeOfParallelism = Hands, CancellationToken = cancellationToken },
                    async (task, stop) => await CompleteAsync(line, task, stop));
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The day is over.
        }
    }

    private async Task CompleteAsync(Line line, JsonNode task, CancellationToken cancellationToken)
    {
        var id = task["id"]!.GetValue<string>();
        var title = task["title"]!.GetValue<string>();
        var index = await IndexAsync(line, task["caseId"]!.GetValue<string>(), cancellationToken);
        var arose = task["createdAt"]!.GetValue<DateTimeOffset>();
        if (Answers.To(title, index, ChinaTime.DateOf(arose).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) is not { } answer)
        {
            return;
        }

        var command = new JsonObject
        {
            ["operationId"] = $"op-{id}",
            ["expectedRevision"] = task["revision"]!.GetValue<int>(),
            ["outcome"] = answer.Outcome,
            ["opinion"] = answer.Opinion,
            ["form"] = answer.Form,
        };
        var (status, body) = await line.AskAsync(HttpMethod.Post, $"/api/v1/tasks/{id}/complete", command, cancellationToken);
        if (status is HttpStatusCode.OK)
        {
            done[id] = (index, title);
            Interlocked.Increment(ref completions);
        }
        else if (!(status is HttpStatusCode.Conflict && title is "登记异议材料" or "登记整改报告"))
        {
            throw new InvalidOperationException($"{title} of report {index}: {status} {body}");
        }
    }

    private async Task<int> IndexAsync(Line line, string caseId, CancellationToken cancellationToken)
    {
        if (!indexOfCase.TryGetValue(caseId, out var index))
        {
            var (_, found) = await line.AskAsync(HttpMethod.Get, $"/api/v1/cases/{caseId}", null, cancellationToken);
            index = int.Parse(found!["summary"]!["reportNumber"]!.GetValue<string>()[^4..], CultureInfo.InvariantCulture);
            indexOfCase[caseId] = index;
        }

        return index;
    }
}
