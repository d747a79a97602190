using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;

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

    /// <summary>Whether two lines that run together show as two.</summary>
    public bool Doubles(Stretch other) => SharedWith(other) > 10 && Math.Abs(Across - other.Across) >= 1;

    public bool Enters(Box box) =>
        Math.Min(From.X, To.X) < box.Right && Math.Max(From.X, To.X) > box.Left && Math.Min(From.Y, To.Y) < box.Bottom && Math.Max(From.Y, To.Y) > box.Top;

    /// <summary>How far it leads to the right.</summary>
    public double Onward => To.X - From.X;

    private static bool Within(double value, (double Low, double High) range) => value > range.Low + 1 && value < range.High - 1;

    private static (double Low, double High) Sorted(double one, double other) => (Math.Min(one, other), Math.Max(one, other));
}

/// <summary>What a step covers.</summary>
internal sealed record Box(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Where lines arrive.</summary>
    public double Middle => (Top + Bottom) / 2;

    public bool Covers(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>With what is near it.</summary>
    public Box Wider(double by) => new(Left - by, Top - by, Right + by, Bottom + by);
}

/// <summary>A definition as Studio draws it: steps as wide as their titles need, and lines along the points where the file bends them.</summary>
internal sealed class ShippedDrawing
{
    /// <summary>Of a step with one line of text, of a letter of its title, and of one of the smaller line below it that names the procedure it starts.</summary>
    private const double Narrowest = 200, Frame = 101, Letter = 14.1, SmallLetter = 12.1, Lowest = 60;

    /// <summary>Of a step that opens: the row 打开, or the parts that are inside, side by side.</summary>
    private const double Opening = 108, Container = 128, Part = 160;

    /// <summary>An outcome is written above its line, so far from the step, in letters so wide and high.</summary>
    private const double BesideStep = 15, LabelLetter = 12.2, LabelHeight = 18;

    public ShippedDrawing(WorkflowDefinition definition)
    {
        var steps = definition.Root.Activities.ToDictionary(step => step.Id, StringComparer.Ordinal);
        Boxes = steps.ToDictionary(step => step.Key, step => BoxOf(step.Value), StringComparer.Ordinal);
        Lines = [.. definition.Root.Connections.Select(connection => new Line(
            connection, Boxes[connection.Source.Activity], HeightOf(steps[connection.Source.Activity], PortOf(connection)), Bends(connection), Boxes[connection.Target.Activity]))];
        Labels = [.. steps.Values.Where(step => !IsLast(step)).SelectMany(step => StepOutcomes.Of(step).Select(outcome => LabelOf(step, outcome)))];
    }

    public IReadOnlyDictionary<string, Box> Boxes { get; }

    public IReadOnlyList<Line> Lines { get; }

    public IReadOnlyList<Label> Labels { get; }

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
        var designer = step.Metadata["designer"]!;
        var (x, y) = (Number(designer["position"]!, "x"), Number(designer["position"]!, "y"));
        var title = step.Metadata["displayText"]!.GetValue<string>();
        var procedure = step.Properties.ContainsKey("workflowDefinitionId") ? step.Type : "";
        var width = new[] { Narrowest, Number(designer["size"]!, "width"), Frame + (Letter * title.Length), Frame + (SmallLetter * procedure.Length), Part * step.Ports.Count }.Max();
        var height = new[] { Lowest, Number(designer["size"]!, "height"), procedure.Length > 0 ? Opening : 0, step.Ports.Count > 0 ? Container : 0 }.Max();
        return new Box(x, y, x + width, y + height);
    }

    /// <summary>Outcomes share the height of a step evenly.</summary>
    private double HeightOf(ActivityDefinition step, string outcome)
    {
        var (box, outcomes) = (Boxes[step.Id], StepOutcomes.Of(step));
        var place = outcomes.IndexOf(outcome);
        place.ShouldBeGreaterThanOrEqualTo(0, $"{step.Id} has no outcome {outcome}");
        return box.Top + ((box.Bottom - box.Top) * (place + 0.5) / outcomes.Length);
    }

    private Label LabelOf(ActivityDefinition step, string outcome)
    {
        var (left, line) = (Boxes[step.Id].Right + BesideStep, HeightOf(step, outcome));
        return new(step.Id, outcome, new Box(left, line - LabelHeight, left + (LabelLetter * StepOutcomes.Label(outcome).Length), line));
    }

    private static bool IsLast(ActivityDefinition step) => step.Type is "Elsa.End" or "Elsa.Complete";

    private static string PortOf(ConnectionDefinition connection) => connection.Source.Port ?? Outcomes.DonePort;

    private static double Number(JsonNode of, string name) => of[name]!.GetValue<double>();

    private static IReadOnlyList<Spot> Bends(ConnectionDefinition connection) =>
        [.. connection.Vertices.Select(point => new Spot(Number(point!, "x"), Number(point!, "y")))];

    /// <summary>What is written beside an outcome.</summary>
    internal sealed record Label(string Step, string Outcome, Box Box)
    {
        public string Name => $"{Step} [{Outcome}]";
    }

    /// <summary>A connection from step to step. Studio leaves and arrives level, at the height of the outcome and in the middle of the next step.</summary>
    internal sealed record Line(ConnectionDefinition Connection, Box From, double Leaves, IReadOnlyList<Spot> Bends, Box To)
    {
        public string Name => $"{Connection.Source.Activity} [{PortOf(Connection)}] → {Connection.Target.Activity}";

        public IReadOnlyList<Stretch> Stretches
        {
            get
            {
                IReadOnlyList<Spot> spots = [new(From.Right, Leaves), .. Bends, new(To.Left, To.Middle)];
                return [.. spots.Zip(spots.Skip(1), (from, to) => new Stretch(from, to))];
            }
        }

        /// <summary>Lines that leave by one port or arrive at one step may run together.</summary>
        public bool MayShareWith(Line other) => Connection.Target.Activity == other.Connection.Target.Activity
            || (Connection.Source.Activity == other.Connection.Source.Activity && Connection.Source.Port == other.Connection.Source.Port);
    }
}
