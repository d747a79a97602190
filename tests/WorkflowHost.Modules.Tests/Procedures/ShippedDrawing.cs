using WorkflowHost.Definitions;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>A point of a drawing, in the canvas's units.</summary>
internal sealed record Spot(double X, double Y);

/// <summary>A straight piece of a line.</summary>
internal sealed record Stretch(Spot From, Spot To)
{
    private bool IsLevel => Math.Abs(From.Y - To.Y) < 1;

    private (double Low, double High) Along => IsLevel ? Sorted(From.X, To.X) : Sorted(From.Y, To.Y);

    private double Across => IsLevel ? From.Y : From.X;

    public bool Crosses(Stretch other) =>
        IsLevel != other.IsLevel && Within(other.Across, Along) && Within(Across, other.Along);

    /// <summary>How far two lines look like one.</summary>
    public double SharedWith(Stretch other) => IsLevel == other.IsLevel && Math.Abs(Across - other.Across) < 8
        ? Math.Min(Along.High, other.Along.High) - Math.Max(Along.Low, other.Along.Low)
        : 0;

    public bool Enters(Box box) =>
        Math.Min(From.X, To.X) < box.Right && Math.Max(From.X, To.X) > box.Left && Math.Min(From.Y, To.Y) < box.Bottom && Math.Max(From.Y, To.Y) > box.Top;

    private static bool Within(double value, (double Low, double High) range) => value > range.Low + 1 && value < range.High - 1;

    private static (double Low, double High) Sorted(double one, double other) => (Math.Min(one, other), Math.Max(one, other));
}

/// <summary>What a step covers.</summary>
internal sealed record Box(double Left, double Top, double Right, double Bottom);

/// <summary>A definition as Studio draws it: steps as wide as their titles need, and lines along the points where the file bends them.</summary>
internal sealed class ShippedDrawing
{
    /// <summary>Of a step with one line of text, and of a letter of its title.</summary>
    private const double Narrowest = 200, Frame = 101, Letter = 14.1, Lowest = 60;

    /// <summary>Of a step that opens: the row 打开, or what is inside.</summary>
    private const double Opening = 108;

    public ShippedDrawing(WorkflowDefinition definition)
    {
        Boxes = definition.Root.Activities.ToDictionary(step => step.Id, BoxOf, StringComparer.Ordinal);
        Lines = [.. definition.Root.Connections.Select(connection => new Line(connection, Bends(connection)))];
    }

    public IReadOnlyDictionary<string, Box> Boxes { get; }

    public IReadOnlyList<Line> Lines { get; }

    /// <summary>A drawing's own bounds, with its lines.</summary>
    public Box Bounds
    {
        get
        {
            var spots = Lines.SelectMany(line => line.Bends)
                .Concat(Boxes.Values.SelectMany(box => new[] { new Spot(box.Left, box.Top), new Spot(box.Right, box.Bottom) })).ToList();
            return new Box(spots.Min(spot => spot.X), spots.Min(spot => spot.Y), spots.Max(spot => spot.X), spots.Max(spot => spot.Y));
        }
    }

    private static Box BoxOf(ActivityDefinition step)
    {
        var position = step.Metadata["designer"]!["position"]!;
        var (x, y) = (position["x"]!.GetValue<double>(), position["y"]!.GetValue<double>());
        var title = step.Metadata["displayText"]!.GetValue<string>();
        var height = step.Properties.ContainsKey("workflowDefinitionId") ? Opening : Lowest;
        return new Box(x, y, x + Math.Max(Narrowest, Frame + (Letter * title.Length)), y + height);
    }

    private static IReadOnlyList<Spot> Bends(ConnectionDefinition connection) =>
        [.. connection.Vertices.Select(point => new Spot(point!["x"]!.GetValue<double>(), point["y"]!.GetValue<double>()))];

    /// <summary>A connection from the first to the last point where it bends; its ends are short and level.</summary>
    internal sealed record Line(ConnectionDefinition Connection, IReadOnlyList<Spot> Bends)
    {
        public string Name => $"{Connection.Source.Activity} [{Connection.Source.Port}] → {Connection.Target.Activity}";

        public IEnumerable<Stretch> Stretches => Bends.Zip(Bends.Skip(1), (from, to) => new Stretch(from, to));

        /// <summary>From step to step, where nothing bends.</summary>
        public Stretch Straight(ShippedDrawing drawing)
        {
            var (from, to) = (drawing.Boxes[Connection.Source.Activity], drawing.Boxes[Connection.Target.Activity]);
            var height = (to.Top + to.Bottom) / 2;
            return new Stretch(new Spot(from.Right, height), new Spot(to.Left, height));
        }

        /// <summary>Lines that leave by one port or arrive at one step may run together.</summary>
        public bool MayShareWith(Line other) => Connection.Target.Activity == other.Connection.Target.Activity
            || (Connection.Source.Activity == other.Connection.Source.Activity && Connection.Source.Port == other.Connection.Source.Port);
    }
}
