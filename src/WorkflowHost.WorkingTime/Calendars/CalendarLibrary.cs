using System.Security.Cryptography;
using System.Text;
using WorkflowHost.Runtime;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Keeps <see cref="CurrentCalendar"/> as the store has it, whoever changed it: this process, another one, or a release.</summary>
public sealed class CalendarLibrary(CurrentCalendar current, ICalendarStore store, TimeProvider time) : IDisposable
{
    /// <summary>One at a time puts calendars in place, so that <see cref="Change"/> is theirs.</summary>
    private readonly SemaphoreSlim replacing = new(1, 1);
    private int _change;

    /// <summary>The number of the change that <see cref="CurrentCalendar"/> stands at; 0 before anything was stored.</summary>
    public int Change => Volatile.Read(ref _change);

    /// <summary>
    /// Stores the notices that ship with the product where they are new, or replace an earlier shipped one; never over an
    /// administrator's. Then puts the stored calendars in place.
    /// </summary>
    public async Task SeedAsync(IReadOnlyCollection<HolidayNotice> shipped, CancellationToken cancellationToken)
    {
        var stored = await store.LoadAsync(cancellationToken);
        var known = stored.Parts.ToDictionary(part => part.Part, StringComparer.Ordinal);
        var added = new List<(HolidayNotice Notice, CalendarPart Part)>();
        foreach (var notice in shipped)
        {
            var (name, json) = (CalendarParts.Notice(notice.Year), HolidayNoticeJson.Write(notice));
            var hash = HashOf(json);
            var before = known.GetValueOrDefault(name);
            if (before is null || (before.Origin is CalendarOrigin.File && before.Hash != hash))
            {
                added.Add((notice, new CalendarPart(name, (before?.Version ?? 0) + 1, json, hash, CalendarOrigin.File)));
            }
        }

        if (added.Count > 0)
        {
            await AddShippedAsync(stored, added, cancellationToken);
        }
        else if (stored.Parts.All(part => part.Origin is CalendarOrigin.File) && stored.Parts.Count == shipped.Count)
        {
            // What the host was built with is what is stored.
            Volatile.Write(ref _change, stored.LastChange);
            return;
        }

        await RefreshAsync(cancellationToken);
    }

    /// <summary>Puts the stored calendars in place when they are others than those of <see cref="Change"/>.</summary>
    /// <returns>The calendars that stand there then, and the number of their change.</returns>
    public async Task<(int Change, BureauCalendars Calendars)> RefreshAsync(CancellationToken cancellationToken)
    {
        await replacing.WaitAsync(cancellationToken);
        try
        {
            while (await store.LastChangeAsync(cancellationToken) != Change)
            {
                var before = current.Calendars;
                var stored = await store.LoadAsync(cancellationToken);
                if (current.TryReplace(before, Build(stored.Parts)))
                {
                    Volatile.Write(ref _change, stored.LastChange);
                }
            }

            return (Change, current.Calendars);
        }
        finally
        {
            replacing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => replacing.Dispose();

    /// <summary>The calendars as they were after a change.</summary>
    internal async Task<BureauCalendars> AsOfAsync(int change, CancellationToken cancellationToken) =>
        Build(await store.PartsAsync(change, cancellationToken));

    /// <summary>SHA-256 of a part's text.</summary>
    internal static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    private static BureauCalendars Build(IReadOnlyList<CalendarPart> parts)
    {
        var notices = parts.Where(part => CalendarParts.IsNotice(part.Part)).Select(part => HolidayNoticeJson.Parse(part.Json).Value
            ?? throw new InvalidOperationException($"The stored {part.Part} is not what was checked."));
        var calendars = new BureauCalendars(new WorkingCalendar(notices));
        foreach (var part in parts)
        {
            if (CalendarParts.BureauOf(part.Part) is { } bureau)
            {
                calendars = calendars.WithClosingDays(bureau, ClosingDays.Read(part.Json));
            }
        }

        return calendars;
    }

    private async Task AddShippedAsync(
        StoredCalendars stored, List<(HolidayNotice Notice, CalendarPart Part)> added, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = Build(stored.Parts);
        var after = added.Aggregate(before, (calendars, item) => calendars.With(item.Notice));
        var years = added.Select(item => item.Notice.Year).Order().ToList();
        var subject = years.Count == 1 ? $"{years[0]}年放假安排" : FormattableString.Invariant($"{years[0]}至{years[^1]}年放假安排");
        await store.AddAsync(
            new CalendarRevision(stored.LastChange + 1, subject, "随系统版本发布", Command.System, now, before.Current.Version, after.Current.Version)
            {
                FinishedAt = stored.LastChange == 0 ? now : null,
            },
            [.. added.Select(item => item.Part)], cancellationToken);
    }
}
