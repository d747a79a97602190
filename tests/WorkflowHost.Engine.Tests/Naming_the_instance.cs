using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using WorkflowHost.Engine.Waiting;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>What instances are called and what ties them to their cases.</summary>
public sealed class Naming_the_instance
{
    [Fact]
    public void Correlate_ties_the_instance_to_something_and_keeps_it_over_a_wait()
    {
        var play = Play.Start(Chart.Of().Step("c", "Elsa.Correlate", ("correlationId", Piece.Script("'案' + 7"))).Wait("w").Step(Piece.LineOf("say", "getCorrelationId()")).Line("c", "w", "say"));

        play.State.CorrelationId.ShouldBe("案7");
        play.Resume("w").ShouldBeFinished().Lines.ShouldBe("案7");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Correlate_to_nothing_unties_it(string? correlation) =>
        Play.Start(Chart.Of().Step("c", "Elsa.Correlate", ("correlationId", correlation is null ? null : Piece.Value(correlation))).Step(Piece.LineOf("say", "getCorrelationId() === null")).Line("c", "say"))
            .ShouldBeFinished().ShouldSatisfyAllConditions(play => play.State.CorrelationId.ShouldBeEmpty(), play => play.Lines.ShouldBe("True"));

    [Fact]
    public void A_correlation_is_undone_with_the_step_that_made_it_and_threw() =>
        Play.Start(Chart.Of().Definition(Piece.Of("r", "Elsa.RunJavaScript", ("script", Piece.Value("setCorrelationId('案8'); nothingOfTheKind()")))))
            .ShouldSatisfyAllConditions(play => play.ShouldHaveOneIncident("r", "javascript-error"), play => play.State.CorrelationId.ShouldBe("case-1"));

    [Fact]
    public void An_event_is_published_to_the_correlation_that_the_step_is_given() =>
        Play.Start(Chart.Of().Step("c", "Elsa.Correlate", ("correlationId", Piece.Value("案9"))).Step("p", "Elsa.PublishEvent", ("eventName", Piece.Value("x")), ("correlationId", Piece.Script("getCorrelationId()"))).Line("c", "p"))
            .ShouldBeFinished().Last.Effects.ShouldHaveSingleItem().ShouldBeOfType<PublishedEvent>().CorrelationId.ShouldBe("案9");

    [Fact]
    public void SetName_names_the_instance() =>
        Play.Start(Chart.Of().Step("n", "Elsa.SetName", ("value", Piece.Script("'第' + 3 + '号'"))).Step(Piece.LineOf("say", "getWorkflowInstanceName()")).Line("n", "say"))
            .ShouldBeFinished().ShouldSatisfyAllConditions(play => play.State.Name.ShouldBe("第3号"), play => play.Lines.ShouldBe("第3号"));
}
