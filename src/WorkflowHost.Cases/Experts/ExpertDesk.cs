using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;

namespace WorkflowHost.Cases.Experts;

/// <summary>What an administrator writes of an expert.</summary>
/// <param name="Id">Empty for a new one.</param>
/// <param name="Name">姓名.</param>
/// <param name="Unit">单位.</param>
/// <param name="Field">专业领域.</param>
/// <param name="Phone">联系电话.</param>
/// <param name="IsActive">Whether tasks offer the expert.</param>
/// <param name="SeenRevision">The revision that was looked at; 0 for a new one.</param>
public sealed record ExpertEntry(string Id, string Name, string Unit, string Field, string Phone, bool IsActive, int SeenRevision);

/// <summary>Keeps the expert pool of a city: its municipal bureau's administrators change it, its officers look it up.</summary>
public sealed class ExpertDesk(IExpertStore store, IBureauDirectory bureaus, IIdGenerator ids, TimeProvider time)
{
    private const int MaxText = 100;

    /// <summary>The city whose pool a person may look at; null when the bureau is gone.</summary>
    public string? CityOf(Account account) => bureaus.Find(account.BureauId)?.City;

    /// <summary>Whether a person may change the pool.</summary>
    public bool MayChange(Account account) =>
        account.Is(Roles.Administrator) && bureaus.Find(account.BureauId) is { Kind: BureauKind.Municipal };

    /// <summary>The pool of a person's city.</summary>
    public async Task<IReadOnlyList<Expert>> ForAsync(Account account, CancellationToken cancellationToken) =>
        CityOf(account) is { } city ? await store.OfCityAsync(city, cancellationToken) : [];

    /// <summary>Adds or changes an expert.</summary>
    /// <returns>The expert as kept, or every problem with its field.</returns>
    public async Task<Checked<Expert>> SaveAsync(ExpertEntry entry, Account account, CancellationToken cancellationToken)
    {
        if (!MayChange(account) || CityOf(account) is not { } city)
        {
            return Refuse("experts-forbidden", "", "专家库由市局的管理员维护。");
        }

        var pool = await store.OfCityAsync(city, cancellationToken);
        var known = pool.FirstOrDefault(expert => expert.Id == entry.Id);
        if (entry.Id.Length > 0 && known is null)
        {
            return Refuse("expert-unknown", "", "专家库中没有这位专家，请刷新页面。");
        }

        var next = new Expert(
            known?.Id ?? ids.NewId(), city, entry.Name.Trim(), entry.Unit.Trim(), entry.Field.Trim(), entry.Phone.Trim(), entry.IsActive, (known?.Revision ?? 0) + 1);
        var problems = ProblemsOf(next).ToList();
        if (pool.Any(other => other.Id != next.Id && other.Label == next.Label))
        {
            problems.Add(new Problem("expert-known", "name", $"“{next.Label}”已在专家库中。"));
        }

        if (problems.Count > 0)
        {
            return Checked<Expert>.Refused(problems);
        }

        return entry.SeenRevision == (known?.Revision ?? 0) && await store.SaveAsync(next, account.Id, time.GetUtcNow(), cancellationToken)
            ? Checked<Expert>.Valid(next)
            : Refuse("expert-stale", "", "这位专家的资料刚刚被别人改动，请刷新后重试。");
    }

    private static IEnumerable<Problem> ProblemsOf(Expert expert)
    {
        foreach (var (field, label, text, isRequired) in new[]
        {
            ("name", "姓名", expert.Name, true), ("unit", "单位", expert.Unit, true), ("field", "专业领域", expert.Field, false), ("phone", "联系电话", expert.Phone, false),
        })
        {
            if (isRequired && text.Length == 0)
            {
                yield return new Problem("field-required", field, $"“{label}”不能为空。");
            }
            else if (text.Length > MaxText)
            {
                yield return new Problem("field-long", field, $"“{label}”超过 {MaxText} 字。");
            }
            else if (text.Any(char.IsControl))
            {
                yield return new Problem("field-control", field, $"“{label}”含有不能保存的控制字符。");
            }
            else if (field is "name" or "unit" && text.Contains('、', StringComparison.Ordinal))
            {
                // Several chosen experts are joined by it.
                yield return new Problem("field-separator", field, $"“{label}”不能含有顿号。");
            }
        }
    }

    private static Checked<Expert> Refuse(string code, string field, string message) => Checked<Expert>.Refused([new Problem(code, field, message)]);
}
