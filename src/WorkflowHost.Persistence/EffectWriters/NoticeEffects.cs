using Microsoft.EntityFrameworkCore;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Runtime.Notices;

namespace WorkflowHost.Persistence.EffectWriters;

internal sealed class GiveNoticeWriter : EffectWriter<GiveNotice>
{
    protected override async Task<Problem?> WriteAsync(GiveNotice effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var notice = effect.Notice;
        if (await DeskOfAsync(notice, turn, cancellationToken) is not { Length: > 0 } bureauId)
        {
            return null;
        }

        // The same turn may give it twice, as when two of its limits wait for the same.
        var key = notice.OncePerDesk ? $"{notice.Key}/{bureauId}" : notice.Key;
        if (turn.Database.Notices.Local.All(row => row.Key != key)
            && !await turn.Database.Notices.AnyAsync(row => row.Key == key, cancellationToken))
        {
            turn.Database.Add(new NoticeRow
            {
                Key = key,
                Kind = notice.Kind,
                BureauId = bureauId,
                Role = notice.Role,
                Title = notice.Title,
                Text = notice.Text,
                InstanceId = turn.InstanceId,
                CaseId = turn.Commit.State.CorrelationId,
                At = turn.Commit.At,
                ReadBy = "",
                ReadAt = null,
            });
        }

        return null;
    }

    /// <summary>The bureau that is told; null when there is none, as for an instance without a case.</summary>
    private static async Task<string?> DeskOfAsync(Notice notice, TurnWriting turn, CancellationToken cancellationToken)
    {
        if (notice is { Municipal: false, BureauId.Length: > 0 })
        {
            return notice.BureauId;
        }

        var caseId = turn.Commit.State.CorrelationId;
        var subject = await turn.Database.Cases.Where(row => row.Id == caseId).Select(row => new { row.City, row.HandlingBureauId })
            .SingleOrDefaultAsync(cancellationToken);
        var city = subject?.City ?? await turn.Database.Bureaus.Where(row => row.Id == notice.BureauId).Select(row => row.City)
            .SingleOrDefaultAsync(cancellationToken);
        return !notice.Municipal && subject is { HandlingBureauId.Length: > 0 }
            ? subject.HandlingBureauId
            : await turn.Database.Bureaus.Where(row => row.City == city && row.Kind == BureauKind.Municipal).Select(row => row.Id)
                .FirstOrDefaultAsync(cancellationToken);
    }
}
