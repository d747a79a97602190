using WorkflowHost.Organisation;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Changes;

/// <summary>What somebody wants the calendars to be. Closed set: the nested records.</summary>
public abstract record CalendarProposal
{
    private CalendarProposal()
    {
    }

    /// <summary>The bureau whose calendar it is; null for the nation's.</summary>
    public abstract string? Bureau { get; }

    /// <summary>The name of the part that it replaces.</summary>
    public abstract string Part { get; }

    /// <summary>The part's text.</summary>
    internal abstract string Json { get; }

    /// <summary>The calendars with it.</summary>
    public abstract BureauCalendars On(BureauCalendars calendars);

    /// <summary>What it is called, in Chinese.</summary>
    public abstract string Subject(IBureauDirectory bureaus);

    /// <summary>The first day that may be another one by it; null when none is.</summary>
    internal abstract DateOnly? FirstDay(BureauCalendars before);

    /// <summary>The notice of a year, new or corrected.</summary>
    public sealed record Notice(HolidayNotice Content) : CalendarProposal
    {
        /// <inheritdoc/>
        public override string? Bureau => null;

        /// <inheritdoc/>
        public override string Part => CalendarParts.Notice(Content.Year);

        internal override string Json => HolidayNoticeJson.Write(Content);

        /// <inheritdoc/>
        public override BureauCalendars On(BureauCalendars calendars) => calendars.With(Content);

        /// <inheritdoc/>
        public override string Subject(IBureauDirectory bureaus)
        {
            var number = Content.Sources.Select(source => source.Number).LastOrDefault(text => !string.IsNullOrEmpty(text));
            return FormattableString.Invariant($"{Content.Year}年放假安排") + (number is null ? "" : $"（{number}）");
        }

        internal override DateOnly? FirstDay(BureauCalendars before)
        {
            var december = new DateOnly(Content.Year - 1, 12, HolidayNotice.FirstDayOfDecemberBefore);
            return december < WorkingCalendar.FirstDay ? WorkingCalendar.FirstDay : december;
        }
    }

    /// <summary>All closing days of a bureau.</summary>
    /// <param name="BureauId">The bureau.</param>
    /// <param name="Days">At most <see cref="WorkingCalendar.MostClosingDays"/>; none gives it the nation's calendar.</param>
    public sealed record Closing(string BureauId, IReadOnlyList<NamedDay> Days) : CalendarProposal
    {
        /// <inheritdoc/>
        public override string? Bureau => BureauId;

        /// <inheritdoc/>
        public override string Part => CalendarParts.Closing(BureauId);

        internal override string Json => ClosingDays.Write(Days);

        /// <inheritdoc/>
        public override BureauCalendars On(BureauCalendars calendars) => calendars.WithClosingDays(BureauId, Days);

        /// <inheritdoc/>
        public override string Subject(IBureauDirectory bureaus) => $"{bureaus.Find(BureauId)?.Name ?? BureauId}休息日";

        internal override DateOnly? FirstDay(BureauCalendars before)
        {
            var old = before.ClosingDaysOf(BureauId);
            var other = old.Except(Days).Concat(Days.Except(old)).Select(day => day.Date).ToList();
            return other.Count > 0 ? other.Min() : null;
        }
    }
}
