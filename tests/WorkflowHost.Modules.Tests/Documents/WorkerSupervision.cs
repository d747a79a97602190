using System.Diagnostics;
using Shouldly;
using WorkflowHost.Documents;
using WorkflowHost.Gateways.Rendering;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documents;

public sealed class WorkerSupervision(Typesetting typesetting) : IClassFixture<Typesetting>
{
    private const string Order = "beijing/rectification-order";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_worker_runs_before_the_first_document()
    {
        await using var renderer = typesetting.NewRenderer();

        renderer.WorkerProcessId.ShouldBeNull();
    }

    [Fact]
    public async Task A_worker_killed_between_documents_is_replaced()
    {
        // given
        await using var renderer = typesetting.NewRenderer();
        await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled);
        var first = renderer.WorkerProcessId.ShouldNotBeNull();

        // when
        await KillAsync(first);
        var next = await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled);

        // then
        next.ShouldBeOfType<Rendering.Done>();
        renderer.WorkerProcessId.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_worker_killed_in_the_middle_makes_that_document_unavailable_and_the_next_one_well()
    {
        // given
        await using var renderer = typesetting.NewRenderer();
        await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled);
        var endless = renderer.RenderAsync(Endless(), Typesetting.Just("x"), Cancelled);

        // when
        await KillAsync(renderer.WorkerProcessId.ShouldNotBeNull());

        // then
        (await endless).ShouldBeOfType<Rendering.Unavailable>().Message.ShouldContain("意外退出");
        (await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled)).ShouldBeOfType<Rendering.Done>();
    }

    [Fact]
    public async Task A_document_beyond_its_time_limit_is_given_up_and_the_next_one_is_well()
    {
        await using var renderer = typesetting.NewRenderer(options => options.TimeLimit = TimeSpan.FromSeconds(8));

        var late = await renderer.RenderAsync(Endless(), Typesetting.Just("x"), Cancelled);

        late.ShouldBeOfType<Rendering.Unavailable>().Message.ShouldContain("超过时限 8 秒");
        (await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled)).ShouldBeOfType<Rendering.Done>();
    }

    [Fact]
    public async Task A_document_that_eats_memory_is_given_up()
    {
        await using var renderer = typesetting.NewRenderer(options => options.MemoryLimitMb = 400);
        var template = typesetting.Add("hungry", "#let all = range(60000000).map(i => (i, str(i)))\n#all.len()");

        var rendering = await renderer.RenderAsync(template, Typesetting.Just("x"), Cancelled);

        rendering.ShouldBeOfType<Rendering.Unavailable>().Message.ShouldContain("超过内存上限 400 MB");
        renderer.WorkerProcessId.ShouldBeNull();
    }

    [Fact]
    public async Task An_idle_worker_is_stopped_and_started_again_when_needed()
    {
        // given
        await using var renderer = typesetting.NewRenderer(options => options.IdleStop = TimeSpan.FromSeconds(2));
        await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled);
        using var process = Process.GetProcessById(renderer.WorkerProcessId.ShouldNotBeNull());

        // when
        await process.WaitForExitAsync(Cancelled);

        // then
        (await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled)).ShouldBeOfType<Rendering.Done>();
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_spoil_the_next_document()
    {
        // given
        await using var renderer = typesetting.NewRenderer(options => options.TimeLimit = TimeSpan.FromSeconds(8));
        await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        // when
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            var endless = renderer.RenderAsync(Endless(), Typesetting.Just("x"), impatient.Token);
            await impatient.CancelAsync();
            await endless;
        });

        // then
        (await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled)).ShouldBeOfType<Rendering.Done>();
    }

    [Fact]
    public async Task Many_at_once_get_each_their_own_document()
    {
        // given
        var numbers = Enumerable.Range(1, 8).Select(n => $"京海市监责改〔2026〕{n}号").ToList();

        // when
        var texts = await Task.WhenAll(numbers.Select(async number =>
        {
            var data = typesetting.Sample(Order);
            data["document"]!["number"] = number;
            return await (await typesetting.DoneAsync(Order, data)).TextAsync();
        }));

        // then
        texts.Zip(numbers).ShouldAllBe(pair => pair.First.Contains(pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_node_the_typesetter_is_unavailable()
    {
        await using var renderer = typesetting.NewRenderer(options => options.NodePath = "no-such-node");

        (await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled))
            .ShouldBeOfType<Rendering.Unavailable>().Message.ShouldContain("no-such-node");
    }

    [Fact]
    public async Task A_family_of_the_stack_that_is_not_there_stops_all_rendering_by_name()
    {
        await using var renderer = typesetting.NewRenderer(options => options.Fonts["title"] = ["方正小标宋_GBK"]);

        (await renderer.RenderAsync(Order, typesetting.Sample(Order), Cancelled))
            .ShouldBeOfType<Rendering.Unavailable>().Message.ShouldContain("缺少字体 方正小标宋_gbk");
    }

    [Fact]
    public void Options_with_which_nothing_could_be_made_are_refused()
    {
        var options = new TypstOptions { NodePath = " ", TemplatesFolder = "no/such", MemoryLimitMb = 1 };
        options.Fonts["titel"] = [];

        var failures = new TypstOptionsValidator().Validate(null, options).Failures.ShouldNotBeNull().ToList();

        failures.Count.ShouldBe(4);
    }

    private string Endless() => typesetting.Add(
        "endless", "#for i in range(1000000) { for j in range(1000000) { let _ = calc.sin(i + j) } }");

    private static async Task KillAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        await process.WaitForExitAsync(Cancelled);
    }
}
