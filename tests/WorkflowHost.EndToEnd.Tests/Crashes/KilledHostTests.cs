using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Shouldly;
using WorkflowHost.EndToEnd.Tests.Processes;
using WorkflowHost.Testing.Messages;
using Xunit;

namespace WorkflowHost.EndToEnd.Tests.Crashes;

#pragma warning disable CA5394 // Moments of a test's kills keep no secret; they must come from a seed.

/// <summary>
/// The host's process is killed again and again while officers work off 200 cases, and must lose and double nothing. The seed is
/// printed; the moments are chance all the same, because the machine's load is.
/// </summary>
public sealed class KilledHostTests(ITestOutputHelper output)
{
    private const int Cases = 200;
    private const int Kills = 26;

    /// <summary>Spreads the kills over the cases' whole life: they make about 2000 tasks.</summary>
    private const int TasksPerKill = 70;

    /// <summary>Longer than a lease and what hangs on it, so that officers who do nothing for so long have nothing to do.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    /// <summary>30 days, moved by the holidays of October.</summary>
    private static readonly TimeSpan LongestLimit = TimeSpan.FromDays(40);

    private static readonly WireClock Time = new();

    [Fact]
    public async Task Killed_26_times_while_200_cases_run_it_loses_nothing_and_repeats_nothing()
    {
        // given
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        output.WriteLine($"seed {seed}");
        using var limit = new CancellationTokenSource(Limit, Time);
        await using var mail = new LoopbackSmtpServer { Pause = TimeSpan.FromMilliseconds(40) };
        using var content = new CrashContent();
        await using var host = new HostProcess(Time, Settings(mail, content));
        var clock = new DemoClock(Time, new DateTimeOffset(2026, 9, 14, 9, 0, 0, TimeSpan.FromHours(8)));
        using var officers = new Officers(host.Address, Time);
        var since = Time.GetTimestamp();
        using var evening = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);

        // when
        Begin(host, clock);
        await host.ReadyAsync(limit.Token);
        var work = Task.WhenAll(officers.ReportAsync(Cases, limit.Token), officers.WorkAsync(evening.Token));
        for (var kill = 0; kill < Kills; kill++)
        {
            if (kill % 6 != 5)
            {
                await host.ReadyAsync(limit.Token);
                await ProgressAsync(officers, kill * TasksPerKill, limit.Token);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(900)), Time, limit.Token);
            await host.KillAsync();
            clock.Skip(TimeSpan.FromHours(chance.Next(0, 48)));
            Begin(host, clock);
        }

        var killed = Time.GetElapsedTime(since);
        await LetItEndAsync(host, clock, officers, work, limit.Token);
        await evening.CancelAsync();
        await work;
        await host.KillAsync();

        // then
        using var ledger = new Ledger(host.Database, host.Documents);
        Report(ledger, mail, officers, killed, Time.GetElapsedTime(since));
        ledger.Rows("SELECT Id FROM Cases").Count.ShouldBe(Cases);
        foreach (var (fault, rows) in Ledger.Faults)
        {
            ledger.Rows(rows).ShouldBeEmpty(fault);
        }

        ShouldHaveDoneEachTaskOnce(ledger, officers);
        ShouldHaveNumberedWithoutGaps(ledger);
        ledger.DamagedDocuments().ShouldBeEmpty();
        ShouldHaveSentEachMailOnce(ledger, mail);
    }

    private static Dictionary<string, string> Settings(LoopbackSmtpServer mail, CrashContent content) => new()
    {
        ["Content__Folder"] = content.Folder,
        ["Messaging__Smtp__Host"] = "127.0.0.1",
        ["Messaging__Smtp__Port"] = mail.Port.ToString(CultureInfo.InvariantCulture),
        ["Messaging__Smtp__FromAddress"] = "chouchazhuanyong@bj.example.test",
        ["Messaging__Smtp__StartTls"] = "false",
        ["Runtime__PollEvery"] = "00:00:00.200",
        ["Runtime__OutboxLease"] = "00:00:02",
        ["Demo__ClockSpeed"] = DemoClock.Speed.ToString(CultureInfo.InvariantCulture),
    };

    private static void Begin(HostProcess host, DemoClock clock) => host.Begin(new Dictionary<string, string>
    {
        ["Demo__ClockAnchor"] = clock.Anchor().ToString("O", CultureInfo.InvariantCulture),
    });

    /// <summary>Waits until so many tasks are done, or until nothing is left to do but wait for a time limit.</summary>
    private static async Task ProgressAsync(Officers officers, int tasks, CancellationToken cancellationToken)
    {
        var done = officers.Completions;
        var since = Time.GetTimestamp();
        while (officers.Completions < tasks && Time.GetElapsedTime(since) < Idle)
        {
            if (officers.Completions != done)
            {
                (done, since) = (officers.Completions, Time.GetTimestamp());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Time, cancellationToken);
        }
    }

    /// <summary>Nothing dies any more. When officers have nothing left to do, the remaining limits pass overnight.</summary>
    private static async Task LetItEndAsync(HostProcess host, DemoClock clock, Officers officers, Task work, CancellationToken cancellationToken)
    {
        await host.ReadyAsync(cancellationToken);
        while (await officers.ClosedAsync(cancellationToken) < Cases)
        {
            var before = officers.Completions;
            await Task.WhenAny(work, Task.Delay(Idle, Time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (work.IsCompleted)
            {
                await work;
            }

            if (officers.Completions == before)
            {
                await host.KillAsync();
                clock.Skip(LongestLimit);
                Begin(host, clock);
                await host.ReadyAsync(cancellationToken);
            }
        }

        await Task.Delay(TimeSpan.FromSeconds(3), Time, cancellationToken);
    }

    private static void ShouldHaveDoneEachTaskOnce(Ledger ledger, Officers officers)
    {
        var confirmed = officers.Done.Select(done => $"BJ-2026-{done.Index:0000} {done.Title}").Order(StringComparer.Ordinal);
        ledger.Rows("SELECT c.ReportNumber, t.Title FROM Tasks t JOIN Cases c ON c.Id = t.CaseId WHERE t.State = 'Done'")
            .Order(StringComparer.Ordinal).ShouldBe(confirmed);
        var rectified = officers.Done.Where(done => done.Title == "登记整改报告").Select(done => $"BJ-2026-{done.Index:0000}");
        ledger.Rows("SELECT ReportNumber FROM Cases WHERE Result LIKE '企业已在整改期内提交整改报告%'").ShouldBe(rectified, ignoreOrder: true);
        var overdue = officers.Done.Where(done => done.Title == "逾期处置").Select(done => $"BJ-2026-{done.Index:0000}");
        ledger.Rows("SELECT ReportNumber FROM Cases WHERE Result LIKE '企业逾期未提交整改报告%'").ShouldBe(overdue, ignoreOrder: true);
    }

    private static void ShouldHaveNumberedWithoutGaps(Ledger ledger)
    {
        var series = ledger.NumbersBySeries();
        series.Count.ShouldBeGreaterThan(0);
        foreach (var (name, numbers) in series)
        {
            numbers.ShouldBe(Enumerable.Range(1, numbers.Count), name);
        }
    }

    private static void ShouldHaveSentEachMailOnce(Ledger ledger, LoopbackSmtpServer mail)
    {
        var received = mail.Received.GroupBy(item => item.Header("Message-ID")).ToDictionary(same => same.Key, same => same.Count());
        received.Where(item => item.Value > 1).ShouldBeEmpty("an e-mail arrived twice");
        foreach (var row in ledger.Rows("SELECT \"Key\", State FROM Outbox WHERE Kind = 'email'"))
        {
            var (key, state) = (row.Split(' ')[0], row.Split(' ')[1]);
            received.Remove(IdOf(key), out var times);
            (state == "Done" ? times == 1 : times <= 1).ShouldBeTrue($"{row} arrived {times} times");
        }

        received.ShouldBeEmpty("an e-mail that nobody asked for");
    }

    private static string IdOf(string key) =>
        $"<{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..40]}@bj.example.test>";

    private void Report(Ledger ledger, LoopbackSmtpServer mail, Officers officers, TimeSpan killed, TimeSpan all)
    {
        output.WriteLine($"{Kills} kills in {killed.TotalSeconds:0} s, all in {all.TotalSeconds:0} s; {officers.Resent} requests sent again");
        output.WriteLine($"{mail.Received.Count} e-mails received; of the outbox: "
            + string.Join(", ", ledger.Rows("SELECT Kind, State, COUNT(*) FROM Outbox GROUP BY Kind, State")));
        output.WriteLine("tasks: " + string.Join(", ", ledger.Rows("SELECT Title, State, COUNT(*) FROM Tasks GROUP BY Title, State")));
        output.WriteLine("documents: " + string.Join(", ", ledger.Rows("SELECT BureauId, COUNT(*) FROM Documents GROUP BY BureauId")));
    }
}
