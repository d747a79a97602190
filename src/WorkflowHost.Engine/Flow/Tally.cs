namespace WorkflowHost.Engine.Flow;

/// <summary>Numbers by place; what is 0 takes no room.</summary>
/// <param name="kept">As <see cref="Written"/> gave them; null when all are 0.</param>
internal sealed class Tally(Dictionary<int, int>? kept)
{
    private Dictionary<int, int>? counts = kept;

    /// <summary>Whether all are 0.</summary>
    public bool IsEmpty => counts is null or { Count: 0 };

    /// <summary>Places whose number is not 0, ascending.</summary>
    public int[] Places => IsEmpty ? [] : [.. counts!.Keys.Order()];

    /// <summary>Whether some place whose number is not 0 is such.</summary>
    public bool Any(Func<int, bool> isSuch) => !IsEmpty && counts!.Keys.Any(isSuch);

    public int this[int place]
    {
        get => counts is null ? 0 : counts.GetValueOrDefault(place);
        set
        {
            if (value != 0)
            {
                (counts ??= [])[place] = value;
            }
            else
            {
                counts?.Remove(place);
            }
        }
    }

    /// <summary>What is kept between turns, in the order of places; null when all are 0.</summary>
    public Dictionary<int, int>? Written() => IsEmpty ? null : counts!.OrderBy(count => count.Key).ToDictionary();
}
