using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>What waits at the joins of one execution of a flowchart, and which branches came too late.</summary>
internal sealed class Arrivals
{
    private const string WaitingKey = "arrived";
    private const string LateKey = "late";
    private readonly ActivityExecutionContext context;
    private readonly HashSet<int> waiting;
    private readonly Dictionary<string, int[]> late;
    private bool changed;

    public Arrivals(ActivityExecutionContext context)
    {
        this.context = context;
        waiting = [.. context.GetProperty<int[]>(WaitingKey) ?? []];
        late = context.GetProperty<Dictionary<string, int[]>>(LateKey) ?? new(StringComparer.Ordinal);
    }

    /// <summary>Connections by which a branch has come to a join that still waits.</summary>
    public IReadOnlyCollection<int> Waiting => waiting;

    /// <summary>A branch has come by this connection.</summary>
    /// <param name="connection">The connection's place.</param>
    /// <param name="lostAt">The joins that this branch lost at.</param>
    public void Add(int connection, int[] lostAt)
    {
        changed = true;
        waiting.Add(connection);
        MarkLate(KeyOf(connection), lostAt);
    }

    /// <summary>Takes what waits at some connections away.</summary>
    /// <returns>The joins at which all of them lost.</returns>
    public int[] Take(IEnumerable<int> connections)
    {
        int[]? lost = null;
        foreach (var connection in connections.Where(waiting.Remove))
        {
            changed = true;
            var marks = TakeLate(KeyOf(connection));
            lost = lost is null ? marks : [.. lost.Intersect(marks)];
        }

        return lost ?? [];
    }

    /// <summary>What comes of this execution is ignored at the joins where it lost.</summary>
    public void MarkLate(string execution, int[] lostAt)
    {
        if (lostAt.Length > 0)
        {
            changed = true;
            late[execution] = late.TryGetValue(execution, out var before) ? [.. before.Union(lostAt)] : lostAt;
        }
    }

    public int[] TakeLate(string execution)
    {
        if (!late.Remove(execution, out var lostAt))
        {
            return [];
        }

        changed = true;
        return lostAt;
    }

    public void Save()
    {
        if (changed)
        {
            context.SetProperty(WaitingKey, waiting.Count == 0 ? null : waiting.Order().ToArray());
            context.SetProperty(LateKey, late.Count == 0 ? null : late);
        }
    }

    private static string KeyOf(int connection) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{connection}");
}
