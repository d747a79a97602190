using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Runtime.Notices;

/// <summary>What officers are told on their desk.</summary>
public enum NoticeKind
{
    /// <summary>到期提醒: a limit will end soon.</summary>
    Reminder,

    /// <summary>超期: a limit has run out.</summary>
    Overdue,

    /// <summary>督办: the bureau above is told of a limit that will end or has run out.</summary>
    Escalation,

    /// <summary>期限变动: a due date is another one now.</summary>
    LimitMoved,

    /// <summary>申请: somebody asks for a decision.</summary>
    Request,

    /// <summary>批复: a decision was made.</summary>
    Decision,

    /// <summary>日历: limits depend on a holiday notice that is not imported.</summary>
    CalendarMissing,
}

/// <summary>A message on the desk of everybody who has a role in a bureau.</summary>
/// <param name="Key">Unique: a notice that is given again under the same key is not given twice.</param>
/// <param name="Kind">What about.</param>
/// <param name="BureauId">Whose desk; empty for the bureau that handles the case.</param>
/// <param name="Role">Whose desk: a role.</param>
/// <param name="Title">One line, in Chinese.</param>
/// <param name="Text">More, in Chinese; may be empty.</param>
public sealed record Notice(string Key, NoticeKind Kind, string BureauId, string Role, string Title, string Text)
{
    /// <summary>Whether the municipal bureau of the case's city is told, whatever <see cref="BureauId"/> says.</summary>
    public bool Municipal { get; init; }

    /// <summary>Whether <see cref="Key"/> is unique on its desk only: other bureaus get it too, each once.</summary>
    public bool OncePerDesk { get; init; }
}

/// <summary>A notice as a desk shows it.</summary>
/// <param name="Notice">The notice, with the bureau that it went to.</param>
/// <param name="InstanceId">The instance that gave it.</param>
/// <param name="CaseId">The case; empty when none.</param>
/// <param name="At">UTC.</param>
/// <param name="ReadBy">The account that marked it as read; empty while nobody did.</param>
/// <param name="ReadAt">UTC; null while nobody did.</param>
public sealed record DeskNotice(Notice Notice, string InstanceId, string CaseId, DateTimeOffset At, string ReadBy, DateTimeOffset? ReadAt);

/// <summary>Puts a notice on a desk, in the turn's transaction.</summary>
public sealed record GiveNotice(Notice Notice) : Effect;

/// <summary>The notices.</summary>
public interface INoticeStore
{
    /// <summary>Notices for any of some roles in a bureau, latest first.</summary>
    /// <param name="bureauId">The bureau.</param>
    /// <param name="roles">Roles of the person.</param>
    /// <param name="unreadOnly">Leave out what somebody has marked as read.</param>
    /// <param name="after">The last page's <see cref="Page{T}.Next"/>; null for the first.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<Page<DeskNotice>> ListAsync(
        string bureauId, IReadOnlyCollection<string> roles, bool unreadOnly, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>How many nobody has marked as read.</summary>
    Task<int> CountUnreadAsync(string bureauId, IReadOnlyCollection<string> roles, CancellationToken cancellationToken);

    /// <summary>Marks notices as read that lie on a desk and are not; others are left alone.</summary>
    /// <returns>How many were marked.</returns>
    Task<int> MarkReadAsync(
        IReadOnlyCollection<string> keys, string bureauId, IReadOnlyCollection<string> roles, string accountId, DateTimeOffset at,
        CancellationToken cancellationToken);
}
