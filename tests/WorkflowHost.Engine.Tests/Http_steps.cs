using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Http;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Http_steps
{
    [Fact]
    public void HttpEndpoint_waits_with_one_bookmark_for_each_method_and_gives_what_the_request_brought()
    {
        var play = Play.Start(Chart.Of().Step("h", "Elsa.HttpEndpoint", ("path", Piece.Value("Orders/{id}")), ("supportedMethods", Piece.Expression("Object", """["GET","POST"]""")))
            .Step("s", "Test.Show", ("value", Piece.Script("getOutputFrom('h', 'RouteData').id + getOutputFrom('h', 'ParsedContent').count"))).Line("h", "s"));

        play.State.Bookmarks.Select(bookmark => bookmark.Payload!["Method"]!.ToString()).ShouldBe(["get", "post"]);
        play.Send(new Stimulus.Resume(play.State.Bookmarks[1].Id, Play.Input(
            ("RouteData", new JsonObject { ["id"] = "A" }), ("Body", new JsonObject { ["count"] = 3 })))).ShouldBeTrue();
        play.ShouldBeFinished().Shown.ShouldBe(["\"A3\""]);
    }

    [Theory]
    [InlineData("Created", 201)]
    [InlineData("404", 404)]
    [InlineData(null, 200)]
    public void WriteHttpResponse_answers_with_a_status_by_number_or_name(string? status, int number) =>
        Play.Start(Chart.Of().Step("w", "Elsa.WriteHttpResponse", ("statusCode", status is null ? null : Piece.Value(status)), ("content", Piece.Value("好"))))
            .ShouldBeFinished().Last.Effects.OfType<AnswerRequest>().Single().StatusCode.ShouldBe(number);

    [Theory]
    [InlineData(201, "已建")]
    [InlineData(500, "其他")]
    public void SendHttpRequest_runs_the_step_of_the_status(int status, string lines)
    {
        var send = Piece.Of("h", "Elsa.SendHttpRequest", ("url", Piece.Value("https://example.cn/a")), ("method", Piece.Value("POST")),
                ("expectedStatusCodes", new JsonArray(new JsonObject { ["statusCode"] = Piece.Value(201) })))
            .With("expectedStatusCodes[0].activity", Piece.Line("created", "已建")).With("unmatchedStatusCode", Piece.Line("other", "其他"));
        var play = Play.Start(Chart.Of().Step(send));

        play.Last.Effects.OfType<SendRequest>().Single().Method.ShouldBe("POST");
        play.ResumeWith("h", (HttpResult.StatusCode, status)).ShouldBeFinished().Lines.ShouldBe(lines);
    }

    [Theory]
    [InlineData(200, null, "h ok")]
    [InlineData(404, null, "h other")]
    [InlineData(0, "timeout", "h late")]
    [InlineData(0, "connection", "h lost")]
    public void FlowSendHttpRequest_leaves_by_the_status(int status, string? failure, string trace)
    {
        var play = Play.Start(Chart.Of().Step("h", "Elsa.FlowSendHttpRequest", ("url", Piece.Value("https://example.cn/a")))
            .Step("ok").Step("other").Step("late").Step("lost")
            .Connect("h", "200", "ok").Connect("h", "Unmatched status code", "other").Connect("h", "Timeout", "late").Connect("h", "Failed to connect", "lost"));

        play.ResumeWith("h", failure is null ? (HttpResult.StatusCode, status) : (HttpResult.Failure, failure)).ShouldBeFinished().Trace.ShouldBe(trace);
    }

    [Fact]
    public void What_was_answered_is_the_result_of_the_step_that_asked()
    {
        var play = Play.Start(Chart.Of().Step("h", "Elsa.SendHttpRequest", ("url", Piece.Value("https://example.cn/a")))
            .Step(Piece.LineOf("say", "getLastResult().结论 + getOutputFrom('h', 'ParsedContent').结论 + getOutputFrom('h', 'StatusCode')")).Line("h", "say"));

        play.ResumeWith("h", (HttpResult.StatusCode, 200), (HttpResult.Content, new JsonObject { ["结论"] = "合格" })).ShouldBeFinished().Lines.ShouldBe("合格合格200");
    }

    [Fact]
    public void Outside_of_a_request_an_endpoint_goes_on_with_what_the_resume_brings_and_an_answer_is_nobody_s()
    {
        var play = Play.Start(Chart.Of().Step("h", "Elsa.HttpEndpoint", ("path", Piece.Value("orders"))).Step("w", "Elsa.WriteHttpResponse", ("content", Piece.Value("好"))).Line("h", "w"));

        play.Resume("h").ShouldBeFinished().Trace.ShouldBe("h w");
    }

    [Fact]
    public void An_address_that_is_none_is_an_incident() =>
        Play.Start(Chart.Of().Step("h", "Elsa.SendHttpRequest", ("url", Piece.Value("example")))).ShouldHaveOneIncident("h", "http-url");

    [Fact]
    public void What_is_sent_bears_the_same_key_in_whatever_order_branches_go_on_and_each_time_another_one()
    {
        var inOneOrder = Sent("a", "b");
        var inTheOther = Sent("b", "a");

        inOneOrder.ShouldBe(inTheOther, ignoreOrder: true);
        inOneOrder.DistinctBy(sent => sent.Key).Count().ShouldBe(2);

        SentForItems(0, 1).ShouldBe(SentForItems(1, 0), ignoreOrder: true);
        SentForItems(0, 1).DistinctBy(sent => sent.Key).Count().ShouldBe(2);

        var repeated = Play.Start(Chart.Of().Step("h", "Elsa.SendHttpRequest", ("url", Piece.Value("https://example.cn/h"))).Line("h", "h"));
        var first = repeated.Last.Effects.OfType<SendRequest>().Single().Key;
        repeated.ResumeWith("h", (HttpResult.StatusCode, 200)).Last.Effects.OfType<SendRequest>().Single().Key.ShouldNotBe(first);
    }

    /// <summary>Two items of a parallel loop that wait for an event and send something then, in this order.</summary>
    private static List<(string Url, string Key)> SentForItems(params int[] order)
    {
        var body = Chart.Of().Step("e", "Elsa.Event", ("eventName", Piece.Value("x")))
            .Step("h", "Elsa.SendHttpRequest", ("url", Piece.Script("'https://example.cn/' + variables.CurrentValue"))).Line("e", "h").As("body");
        var play = Play.Start(Chart.Of().Step(Piece.Of("loop", "Elsa.ParallelForEach", ("items", Piece.Expression("Object", """["a","b"]"""))).With("body", body)));
        var bookmarks = play.State.Bookmarks.Select(bookmark => bookmark.Id).ToArray();
        var sent = new List<(string, string)>();
        foreach (var place in order)
        {
            play.Send(new Stimulus.Resume(bookmarks[place], Play.Input())).ShouldBeTrue();
            sent.AddRange(play.Last.Effects.OfType<SendRequest>().Select(request => (request.Url, request.Key)));
        }

        return sent;
    }

    /// <summary>Two branches that wait for an event and send something then: what was sent, with its key.</summary>
    private static List<(string Url, string Key)> Sent(params string[] order)
    {
        var play = Play.Start(Chart.Of().Step("start")
            .Step("a", "Elsa.Event", ("eventName", Piece.Value("a"))).Step("b", "Elsa.Event", ("eventName", Piece.Value("b")))
            .Step("ha", "Elsa.SendHttpRequest", ("url", Piece.Value("https://example.cn/a"))).Step("hb", "Elsa.SendHttpRequest", ("url", Piece.Value("https://example.cn/b")))
            .Line("start", "a").Line("start", "b").Line("a", "ha").Line("b", "hb"));
        return [.. order.Select(branch => play.ResumeWith(branch).Last.Effects.OfType<SendRequest>().Single()).Select(request => (request.Url, request.Key))];
    }
}
