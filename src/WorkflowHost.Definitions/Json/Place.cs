using System.Globalization;
using System.Text;

namespace WorkflowHost.Definitions.Json;

/// <summary>Where in the input something stands: its JSON path, and its order among all other places.</summary>
internal sealed class Place
{
    private readonly Place? parent;
    private readonly string segment;
    private readonly int order;

    private Place(Place? parent, string segment, int order)
    {
        this.parent = parent;
        this.segment = segment;
        this.order = order;
    }

    /// <summary>The whole document, <c>$</c>.</summary>
    public static Place Root { get; } = new(null, "$", 0);

    /// <summary>A member of the object here.</summary>
    /// <param name="name">Its key, of any characters.</param>
    /// <param name="order">Its position in the object; the default puts a missing member last.</param>
    public Place Member(string name, int order = int.MaxValue) => new(this, Segment(name), order);

    /// <summary>An element of the list here, counted from 0.</summary>
    public Place Item(int index) => new(this, string.Create(CultureInfo.InvariantCulture, $"[{index}]"), index);

    /// <summary>The JSON path, such as <c>$.root.activities[2].type</c>.</summary>
    public override string ToString()
    {
        var path = new StringBuilder();
        foreach (var place in FromRoot())
        {
            path.Append(place.segment);
        }

        return path.ToString();
    }

    /// <summary>Compares by position in the input; what contains comes before what is contained.</summary>
    public static int Compare(Place one, Place other)
    {
        foreach (var (a, b) in one.FromRoot().Zip(other.FromRoot()))
        {
            if (a.order != b.order)
            {
                return a.order.CompareTo(b.order);
            }
        }

        return one.FromRoot().Count.CompareTo(other.FromRoot().Count);
    }

    private static string Segment(string name) =>
        name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$')
            ? "." + name
            : "['" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "']";

    private Stack<Place> FromRoot()
    {
        var places = new Stack<Place>();
        for (var place = this; place is not null; place = place.parent)
        {
            places.Push(place);
        }

        return places;
    }
}
