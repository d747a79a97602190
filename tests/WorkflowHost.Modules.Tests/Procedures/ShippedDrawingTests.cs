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
    private static readonly Dictionary<string, int> Crossings = new(StringComparer.Ordinal) { ["shanghai-unqualified-result"] = 1, ["beijing-handling"] = 1 };

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
         where line.Stretches.Any(stretch => stretch.Enters(box.Value))
         select $"{line.Name} goes through {box.Key}").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Lines_neither_lie_on_each_other_nor_cross(string file)
    {
        var lines = Read(file).Drawing.Lines;
        var pairs = (from one in Enumerable.Range(0, lines.Count)
                     from other in Enumerable.Range(one + 1, lines.Count - one - 1)
                     where !lines[one].MayShareWith(lines[other])
                     select (One: lines[one], Other: lines[other])).ToList();

        pairs.Where(pair => pair.One.Stretches.Any(one => pair.Other.Stretches.Any(other => one.SharedWith(other) > 10)))
            .Select(pair => $"{pair.One.Name} and {pair.Other.Name}").ShouldBeEmpty();
        pairs.Where(pair => pair.One.Stretches.Any(one => pair.Other.Stretches.Any(one.Crosses)))
            .Select(pair => $"{pair.One.Name} and {pair.Other.Name}").ToList()
            .ShouldSatisfyAllConditions(crossing => crossing.Count.ShouldBe(
                Crossings.GetValueOrDefault(Path.GetFileNameWithoutExtension(file)), string.Join("; ", crossing)));
    }

    /// <summary>Left to itself, Studio looks for a way around what is between, and does not always find one.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void A_line_that_does_not_go_straight_to_the_next_step_says_where_it_bends(string file)
    {
        var (_, drawing) = Read(file);

        drawing.Lines.Where(line => line.Bends.Count == 0 && (line.To.Left < line.From.Right + 20 || !IsBeside(line)))
            .Select(line => line.Name).ShouldBeEmpty();
    }

    /// <summary>Then Studio draws each line exactly through its points, from outcome to step.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Lines_leave_to_the_right_arrive_from_the_left_and_bend_at_right_angles(string file)
    {
        var (_, drawing) = Read(file);

        drawing.Lines.Where(line => !IsBeside(line)
                || line.Stretches.First().To.X <= line.From.Right
                || line.Stretches.Last().From.X >= line.To.Left
                || line.Stretches.Any(stretch => !stretch.IsStraight))
            .Select(line => line.Name).ShouldBeEmpty();
    }

    private static bool IsBeside(ShippedDrawing.Line line) => line.Leaves > line.From.Top && line.Leaves < line.From.Bottom;

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
