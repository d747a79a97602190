using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;
using WorkflowHost.Testing;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>Saves of one window, which may arrive in another order than they were made in.</summary>
public abstract class WindowContract : StoreContract
{
    private const string Li = "li";
    private static readonly ManualTimeProvider Time = new(Given.Now);

    private DrawingBoard Board => new(Stores.Definitions, Stores.Drafts, Stores.Lists, new SequentialIds("v"), Time, new MachineClock(Time));

    [Fact]
    public async Task A_save_that_comes_after_a_later_one_changes_nothing_and_is_given_what_is_there()
    {
        // given
        var seen = await SavedAsync("甲", null, 1);

        // when the third arrives before the second
        var third = await SavedAsync("丙", seen, 3);
        var late = await Board.SaveAsync(Drawn("乙"), seen, Li, new DrawingWindow("w", 2), Stop);

        // then
        DefinitionMark.Of(late.ShouldBeOfType<DefinitionResult.Overtaken>().Version).ShouldBe(third);
        (await LatestAsync()).Description.ShouldBe("丙");

        // and the fourth goes on, though the window saw neither answer
        await SavedAsync("丁", seen, 4);
        (await LatestAsync()).Description.ShouldBe("丁");
    }

    [Fact]
    public async Task A_save_that_goes_back_to_what_was_there_is_later_than_what_was_in_between()
    {
        // given a change that was undone, of which the undoing arrives first: it finds what is there already
        var seen = await SavedAsync("甲", null, 1);
        (await Board.SaveAsync(Drawn("甲"), seen, Li, new DrawingWindow("w", 3), Stop)).ShouldBeOfType<DefinitionResult.Done>().WasSoBefore.ShouldBeTrue();

        // when, then
        (await Board.SaveAsync(Drawn("乙"), seen, Li, new DrawingWindow("w", 2), Stop)).ShouldBeOfType<DefinitionResult.Overtaken>();
        (await LatestAsync()).Description.ShouldBe("甲");
        DefinitionMark.Of(await LatestAsync()).ShouldBe(seen, "an open page is at the same state");
    }

    [Fact]
    public async Task Of_saves_that_are_written_at_once_the_last_one_made_stays()
    {
        for (var round = 0; round < 10; round++)
        {
            // given
            var seen = await SavedAsync($"第 {round} 轮", round == 0 ? null : DefinitionMark.Of(await LatestAsync()), (round * 10) + 1);

            // when
            await Task.WhenAll(Enumerable.Range(2, 5).Select(n => Task.Run(
                () => Board.SaveAsync(Drawn($"{round}-{n}"), seen, Li, new DrawingWindow("w", (round * 10) + n), Stop), Stop)));

            // then
            (await LatestAsync()).Description.ShouldBe($"{round}-6");
        }
    }

    [Fact]
    public async Task Windows_that_do_not_count_and_other_windows_and_people_are_not_put_in_order()
    {
        // given a window that counts no longer than it has been loaded
        var seen = await SavedAsync("甲", null, 9);

        // then another window at the present state is not measured by its numbers
        (await Board.SaveAsync(Drawn("乙"), seen, Li, new DrawingWindow("other", 1), Stop)).ShouldBeOfType<DefinitionResult.Done>();
        (await Board.SaveAsync(Drawn("丙"), DefinitionMark.Of(await LatestAsync()), Li, new DrawingWindow("w", 2), Stop)).ShouldBeOfType<DefinitionResult.Done>();
        (await Board.SaveAsync(Drawn("丁"), DefinitionMark.Of(await LatestAsync()), Li, new DrawingWindow("w", 0), Stop)).ShouldBeOfType<DefinitionResult.Done>();
        (await Board.SaveAsync(Drawn("戊"), DefinitionMark.Of(await LatestAsync()), Li, new DrawingWindow("w", 1), Stop)).ShouldBeOfType<DefinitionResult.Done>();
        (await Board.SaveAsync(Drawn("己"), null, Li, null, Stop)).ShouldBeOfType<DefinitionResult.Done>();
        (await LatestAsync()).ChangedIn.ShouldBeNull();
    }

    private async Task<DefinitionMark> SavedAsync(string description, DefinitionMark? seen, int save) =>
        DefinitionMark.Of((await Board.SaveAsync(Drawn(description), seen, Li, new DrawingWindow("w", save), Stop)).ShouldBeOfType<DefinitionResult.Done>().Version);

    private async Task<DefinitionVersion> LatestAsync() => (await Stores.Definitions.FindLatestAsync("drawn", Stop)).ShouldNotBeNull();

    private static WorkflowDefinition Drawn(string description) => DefinitionReader.Read(new JsonObject
    {
        ["definitionId"] = "drawn",
        ["name"] = "画着的流程",
        ["description"] = description,
        ["root"] = new JsonObject { ["id"] = "Flowchart1", ["type"] = "Elsa.Flowchart", ["version"] = 1 },
    }.ToJsonString()).Value!;
}

public sealed class Windows_on_SQLite : WindowContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Windows_on_PostgreSql(PostgreSqlServer server) : WindowContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
