namespace WorkflowHost.Engine.Flow;

/// <summary>Numbers by place; what is 0 takes no room, and a single one hardly any.</summary>
internal sealed class Tally
{
    private (int Place, int Count) only;
    private Dictionary<int, int>? counts;

    /// <param name="kept">As <see cref="Written"/> gave them; null when all are 0.</param>
    public Tally(Dictionary<int, int>? kept) => counts = kept;

    /// <summary>Whether all are 0.</summary>
    public bool IsEmpty => counts is null ? only.Count == 0 : counts.Count == 0;

    /// <summary>Places whose number is not 0, ascending.</summary>
    public int[] Places => IsEmpty ? [] : counts is null ? [only.Place] : [.. counts.Keys.Order()];

    public int this[int place]
    {
        get => counts is not null ? counts.GetValueOrDefault(place) : place == only.Place ? only.Count : 0;
        set
        {
            if (counts is null && (only.Count == 0 || place == only.Place))
            {
                only = (place, value);
            }
            else if (value != 0)
            {
                (counts ??= new Dictionary<int, int> { [only.Place] = only.Count })[place] = value;
            }
            else
            {
                counts?.Remove(place);
            }
        }
    }

    /// <summary>Whether some place whose number is not 0 is such.</summary>
    public bool Any(Func<int, bool> isSuch) => !IsEmpty && (counts is null ? isSuch(only.Place) : counts.Keys.Any(isSuch));

    /// <summary>What is kept between turns, in the order of places; null when all are 0.</summary>
    public Dictionary<int, int>? Written() => IsEmpty ? null : Places.ToDictionary(place => place, place => this[place]);
}
