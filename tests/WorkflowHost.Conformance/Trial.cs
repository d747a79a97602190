using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Expressions;

namespace WorkflowHost.Conformance;

/// <summary>Loads, round-trips and, when asked, runs the definitions of a folder in memory.</summary>
/// <param name="files">The folder.</param>
/// <param name="options">What is asked.</param>
public sealed class Trial(IReadOnlyList<DefinitionFile> files, TrialOptions options)
{
    /// <summary>The instant of every turn, UTC.</summary>
    internal static readonly DateTimeOffset Now = new(2026, 11, 20, 2, 30, 0, TimeSpan.Zero);

    private static readonly TurnEnvironment Environment = new([new JavaScriptEvaluator(new JavaScriptOptions())], new NoServices());
    private readonly TrialFolder folder = new(files, Environment);
    private readonly Interpreter interpreter = new(Environment);

    /// <summary>One report for each file, in their order.</summary>
    public IReadOnlyList<TrialReport> Run() => [.. files.Select(Run)];

    /// <summary>Whatever a file does to us, the others have their reports.</summary>
    private TrialReport Run(DefinitionFile file)
    {
        try
        {
            return Try(file);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new TrialReport(file.Name, [$"program-failed $ 程序出错：{error.Message}"], null, []);
        }
    }

    private TrialReport Try(DefinitionFile file)
    {
        if (file.Definition.Problems.Count > 0)
        {
            return Refused(file, file.Definition.Problems);
        }

        var definition = file.Definition.Value!;
        var losses = RoundTrip.Losses(file, definition)
            .Select(path => new Problem("round-trip", path, "读入后再写出，此处内容丢失或改变。")).ToArray();
        if (losses.Length > 0 || !options.Run)
        {
            return Refused(file, losses);
        }

        var compiled = folder.Compile(definition);
        return compiled.Problems.Count > 0 ? Refused(file, compiled.Problems) : Play(file, compiled.Value!);
    }

    private static TrialReport Refused(DefinitionFile file, IEnumerable<Problem> problems) =>
        new(file.Name, [.. problems.Select(problem => $"{problem.Code} {problem.Path} {problem.Message}")], null, []);

    private TrialReport Play(DefinitionFile file, WorkflowGraph graph)
    {
        var world = new TrialWorld(interpreter, folder, options.Mode);
        var problems = new List<string>();
        var first = world.Start(graph);
        var steps = new List<TrialStep>();
        if (file.Resume.IsDefault)
        {
            problems.Add("resume-file $ 恢复顺序文件应当是步骤编号的列表。");
        }

        foreach (var activityId in file.Resume.IsDefault ? [] : file.Resume)
        {
            if (world.Resume(activityId) is { } step)
            {
                steps.Add(step);
            }
            else
            {
                problems.Add($"resume-missing {activityId} 没有在该步骤等待的事项。");
            }
        }

        if (world.IsEndless)
        {
            problems.Add($"endless $ 流程互相启动或唤醒超过 {TrialWorld.MaxTurns} 次，已停止。");
        }

        return new TrialReport(file.Name, [.. problems], first, [.. steps]);
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
