using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>A point of a drawing, in the canvas's units.</summary>
internal sealed record Spot(double X, double Y);

/// <summary>A straight piece of a line.</summary>
internal sealed record Stretch(Spot From, Spot To)
{
    public bool IsStraight => IsLevel || Math.Abs(From.X - To.X) < 1;

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
internal sealed record Box(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Where lines arrive.</summary>
    public double Middle => (Top + Bottom) / 2;
}

/// <summary>A definition as Studio draws it: steps as wide as their titles need, and lines along the points where the file bends them.</summary>
internal sealed class ShippedDrawing
{
    /// <summary>Of a step with one line of text, of a letter of its title, and of one of the smaller line below it that names the procedure it starts.</summary>
    private const double Narrowest = 200, Frame = 101, Letter = 14.1, SmallLetter = 12.1, Lowest = 60;

    /// <summary>Of a step that opens: the row 打开, or the parts that are inside, side by side.</summary>
    private const double Opening = 108, Container = 128, Part = 160;

    /// <summary>The outcomes of a choice stand below one another.</summary>
    private const double Outcome = 20;

    public ShippedDrawing(WorkflowDefinition definition)
    {
        Boxes = definition.Root.Activities.ToDictionary(step => step.Id, BoxOf, StringComparer.Ordinal);
        Lines = [.. definition.Root.Connections.Select(connection =>
            new Line(connection, Boxes[connection.Source.Activity], Bends(connection), Boxes[connection.Target.Activity]))];
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
        var procedure = step.Properties.ContainsKey("workflowDefinitionId") ? step.Type : "";
        var outcomes = step.Properties["cases"] is JsonArray cases ? cases.Count + 1 : 1;
        var width = new[] { Narrowest, Frame + (Letter * title.Length), Frame + (SmallLetter * procedure.Length), Part * step.Ports.Count }.Max();
        var height = new[] { Lowest, procedure.Length > 0 ? Opening : 0, step.Ports.Count > 0 ? Container : 0, Outcome * outcomes }.Max();
        return new Box(x, y, x + width, y + height);
    }

    private static IReadOnlyList<Spot> Bends(ConnectionDefinition connection) =>
        [.. connection.Vertices.Select(point => new Spot(point!["x"]!.GetValue<double>(), point["y"]!.GetValue<double>()))];

    /// <summary>A connection from step to step. Studio leaves and arrives level, at the right and at the left of the steps.</summary>
    internal sealed record Line(ConnectionDefinition Connection, Box From, IReadOnlyList<Spot> Bends, Box To)
    {
        public string Name => $"{Connection.Source.Activity} [{Connection.Source.Port}] → {Connection.Target.Activity}";

        public IEnumerable<Stretch> Stretches => Spots.Zip(Spots.Skip(1), (from, to) => new Stretch(from, to));

        /// <summary>The height of the outcome by which it leaves: where it first bends, or of the step it goes straight to.</summary>
        public double Leaves => Bends.Count > 0 ? Bends[0].Y : To.Middle;

        private IReadOnlyList<Spot> Spots => [new(From.Right, Leaves), .. Bends, new(To.Left, To.Middle)];

        /// <summary>Lines that leave by one port or arrive at one step may run together.</summary>
        public bool MayShareWith(Line other) => Connection.Target.Activity == other.Connection.Target.Activity
            || (Connection.Source.Activity == other.Connection.Source.Activity && Connection.Source.Port == other.Connection.Source.Port);
    }
}
