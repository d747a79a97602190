using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Scenarios.Answers;

namespace WorkflowHost.Scenarios.Playing;

/// <summary>The tasks of a play.</summary>
internal sealed class TaskBoard(World world, IAnswers answers, IBureauDirectory bureaus, ObligationCatalogue catalogue, IReadOnlyList<Account> people)
{
    private readonly List<PlayedTask> tasks = [];
    private readonly Dictionary<string, int> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byExecution = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> times = new(StringComparer.Ordinal);

    public ImmutableArray<PlayedTask> All => [.. tasks];

    /// <summary>The open task at a bookmark; null when there is none.</summary>
    public PlayedTask? Find(string bookmarkId) => open.TryGetValue(bookmarkId, out var place) ? tasks[place] : null;

    /// <summary>Whether an execution was a task that was done after its limit.</summary>
    public bool WasLate(string executionId) => byExecution.TryGetValue(executionId, out var place) && tasks[place].IsLate;

    public void Open(PlayedInstance instance, HumanTask task)
    {
        var bookmark = instance.State.Bookmarks.First(candidate => candidate.Id == task.BookmarkId);
        var holders = people.Where(account => TaskDesk.MayComplete(task, account)).Select(account => account.DisplayName).ToImmutableArray();
        open[task.BookmarkId] = byExecution[bookmark.ExecutionId] = tasks.Count;
        tasks.Add(new PlayedTask(task, instance.Name, bookmark.ActivityId, holders));
        var who = $"{bureaus.Find(task.BureauId)?.Name} {Roles.NameOf(task.Role)}";
        var by = people.Count == 0 ? "" : holders.IsEmpty ? "（无人可办）" : $"（{string.Join('、', holders)}）";
        world.Note(TimelineKind.TaskOpened, instance.Name, task.Title, $"{who}{by}{(task.DueExplanation.Length > 0 ? "；" + task.DueExplanation : "")}", task.Obligations);
        times[task.Title] = times.GetValueOrDefault(task.Title) + 1;
        if (task.LateAt is { } late)
        {
            world.At(late, () => ExpireLimit(instance, task.BookmarkId, ProcedureLaw.Of(instance.Graph).OverdueWith(bookmark.NodeId, catalogue)));
        }

        var mayStayOpen = instance.Graph.Find(bookmark.NodeId)?.Activity.CustomProperties["mayStayOpen"]?.ToString() == "true";
        if (answers.To(new Opening(task, times[task.Title], mayStayOpen, people.Count == 0 || !holders.IsEmpty)) is { } answer)
        {
            world.At(answer.At, () => Do(instance, task, answer));
        }
    }

    /// <summary>Takes the tasks away that an instance no longer waits for.</summary>
    public void Withdraw(PlayedInstance instance)
    {
        if (open.Count == 0)
        {
            return;
        }

        foreach (var (bookmark, place) in open.Where(entry => tasks[entry.Value].Task.InstanceId == instance.State.Id && !instance.Waits(entry.Key)).ToList())
        {
            open.Remove(bookmark);
            if (tasks[place].Task.State is HumanTaskState.Open)
            {
                tasks[place] = tasks[place] with { Task = tasks[place].Task with { State = HumanTaskState.Cancelled } };
                world.Note(TimelineKind.TaskWithdrawn, instance.Name, tasks[place].Task.Title, "");
            }
        }
    }

    private void ExpireLimit(PlayedInstance instance, string bookmarkId, ImmutableArray<string> overdue)
    {
        if (open.TryGetValue(bookmarkId, out var place))
        {
            tasks[place] = tasks[place] with { IsLate = true };
            world.Note(TimelineKind.Overdue, instance.Name, tasks[place].Task.Title, "期限已过，仍未办理", overdue);
        }
    }

    private void Do(PlayedInstance instance, HumanTask task, Answer answer)
    {
        if (!open.TryGetValue(task.BookmarkId, out var place))
        {
            return;
        }

        var today = ChinaTime.DateOf(world.Now);
        var form = answer.Form(today);
        var problems = CompletionCheck.Of(task, answer.Outcome, answer.Opinion, form, today, bureaus);
        if (problems.Count > 0)
        {
            world.Problems.AddRange(problems.Select(problem => new Problem(
                problem.Code, answer.Place, $"“{task.Title}”不接受这样办理：{problem.Message}")));
            return;
        }

        var by = people.FirstOrDefault(account => TaskDesk.MayComplete(task, account))?.Id ?? "player";
        var completion = new Completion(answer.Outcome, answer.Opinion, form, by, world.Now);
        tasks[place] = tasks[place] with { Task = task with { State = HumanTaskState.Done, Completion = completion } };
        world.Note(TimelineKind.TaskDone, instance.Name, task.Title, answer.Outcome, task.Obligations);
        world.Resume(instance, task.BookmarkId, completion.ToInput());
    }
}
