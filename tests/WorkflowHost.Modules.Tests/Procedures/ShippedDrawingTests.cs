using Shouldly;
using WorkflowHost.Definitions;
using Xunit;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>What can be said of a drawing without looking at it.</summary>
public sealed class ShippedDrawingTests
{
    /// <summary>Studio makes a drawing no smaller than half its size: so much shows where the drawing stands alone (只看图) on a screen of 1440×900.</summary>
    private const double Width = 2400, Height = 1380;

    /// <summary>Drawings that lie in no plane: lines that run side by side from one step meet again on both sides of what lies between them.</summary>
    private static readonly Dictionary<string, int> Crossings = new(StringComparer.Ordinal) { ["shanghai-unqualified-result"] = 1 };

    /// <summary>
    /// Studio finds the way of each line itself, from point to point of the file, in steps of 10 and 10 away from every step, and then lays it on its grid of 20.
    /// Measured in Studio 3.8.2: a line between steps less than 66 apart turns in a loop, and so does one that first or last bends less than 34 from its step,
    /// or at another height than its outcome's; one that comes within 10 of another step goes around it.
    /// </summary>
    private const double Straight = 66, Bend = 34, Aside = 11, Grid = 20;

    /// <summary>From a label to the ring where the next step's lines arrive.</summary>
    private const double Ring = 7;

    public static TheoryData<string> Files => ShippedProceduresTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void It_reads_like_a_page_that_fits_the_screen(string file)
    {
        var (definition, drawing) = Read(file);
        var next = definition.Root.Connections.ToLookup(connection => connection.Source.Activity, connection => connection.Target.Activity);
        foreach (var line in drawing.Lines.Where(line => !Leads(next, line.Connection.Target.Activity, line.Connection.Source.Activity)))
        {
            var (from, to) = (drawing.Boxes[line.Connection.Source.Activity], drawing.Boxes[line.Connection.Target.Activity]);
            (to.Left > from.Left || to.Top > from.Top).ShouldBeTrue($"{line.Name}: it stands neither to the right nor below");
        }

        var bounds = drawing.Bounds;
        (bounds.Right - bounds.Left).ShouldBeLessThanOrEqualTo(Width);
        (bounds.Bottom - bounds.Top).ShouldBeLessThanOrEqualTo(Height);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_step_covers_another_or_a_line(string file)
    {
        var (_, drawing) = Read(file);

        (from one in drawing.Boxes
         from other in drawing.Boxes
         where string.CompareOrdinal(one.Key, other.Key) < 0
             && one.Value.Left - 20 < other.Value.Right && other.Value.Left - 20 < one.Value.Right
             && one.Value.Top - 10 < other.Value.Bottom && other.Value.Top - 10 < one.Value.Bottom
         select $"{one.Key} and {other.Key}").ShouldBeEmpty();

        (from line in drawing.Lines
         from box in drawing.Boxes
         where line.Stretches.Where((_, place) => !IsEnd(line, place, box.Value)).Any(stretch => stretch.Enters(box.Value.Wider(Aside)))
         select $"{line.Name} comes too near to {box.Key}").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Lines_neither_lie_on_each_other_nor_cross(string file)
    {
        var lines = Read(file).Drawing.Lines;
        var all = (from one in Enumerable.Range(0, lines.Count)
                   from other in Enumerable.Range(one + 1, lines.Count - one - 1)
                   select (One: lines[one], Other: lines[other])).ToList();
        var pairs = all.Where(pair => !pair.One.MayShareWith(pair.Other)).ToList();

        all.Where(pair => pair.One.Stretches.Any(one => pair.Other.Stretches.Any(one.Doubles)))
            .Select(pair => $"{pair.One.Name} beside {pair.Other.Name}").ShouldBeEmpty();
        pairs.Where(pair => pair.One.Stretches.Any(one => pair.Other.Stretches.Any(other => one.SharedWith(other) > 10)))
            .Select(pair => $"{pair.One.Name} and {pair.Other.Name}").ShouldBeEmpty();
        pairs.Where(pair => pair.One.Stretches.Any(one => pair.Other.Stretches.Any(one.Crosses)))
            .Select(pair => $"{pair.One.Name} and {pair.Other.Name}").ToList()
            .ShouldSatisfyAllConditions(crossing => crossing.Count.ShouldBe(
                Crossings.GetValueOrDefault(Path.GetFileNameWithoutExtension(file)), string.Join("; ", crossing)));
    }

    /// <summary>Then Studio draws each line exactly through its points, from outcome to step.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Lines_leave_to_the_right_arrive_from_the_left_and_bend_at_right_angles(string file)
    {
        var (_, drawing) = Read(file);

        (from line in drawing.Lines
         let room = line.Bends.Count == 0 ? Straight : Bend
         where line.Stretches.Any(stretch => !stretch.IsStraight) || line.Stretches[0].Onward < room || line.Stretches[^1].Onward < room
         select line.Name).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Bends_lie_on_the_grid_or_at_the_height_of_the_step(string file)
    {
        var (_, drawing) = Read(file);

        drawing.Lines.Where(line => line.Bends.Any(bend => bend.X % Grid != 0) || line.Bends.Skip(1).SkipLast(1).Any(bend => bend.Y % Grid != 0))
            .Select(line => line.Name).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Outcomes_can_be_read(string file)
    {
        var (_, drawing) = Read(file);

        (from one in drawing.Labels
         from other in drawing.Labels
         where one != other && one.Box.Covers(other.Box)
         select $"{one.Name} over {other.Name}").ShouldBeEmpty();

        (from label in drawing.Labels
         from box in drawing.Boxes
         where box.Key != label.Step && label.Box.Covers(box.Value with { Left = box.Value.Left - Ring })
         select $"{label.Name} reaches {box.Key}").ShouldBeEmpty();

        (from label in drawing.Labels
         from line in drawing.Lines
         where line.Stretches.Any(stretch => stretch.Enters(label.Box))
         select $"{line.Name} goes through {label.Name}").ShouldBeEmpty();
    }

    /// <summary>Where a line leaves its own step, or arrives.</summary>
    private static bool IsEnd(ShippedDrawing.Line line, int place, Box box) =>
        (place == 0 && box == line.From) || (place == line.Stretches.Count - 1 && box == line.To);

    /// <summary>Whether one step can be followed by another: then a connection back closes a round.</summary>
    private static bool Leads(ILookup<string, string> next, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var step))
        {
            if (step == to)
            {
                return true;
            }

            if (seen.Add(step))
            {
                foreach (var after in next[step])
                {
                    open.Push(after);
                }
            }
        }

        return false;
    }

    private static (WorkflowDefinition Definition, ShippedDrawing Drawing) Read(string file)
    {
        var definition = ShippedProceduresTests.Read(file);
        return (definition, new ShippedDrawing(definition));
    }
}
