using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>What scripts compute, as text and in typed variables: the forms are those of .NET, as in Elsa.</summary>
public sealed class Numbers_of_scripts
{
    [Theory]
    [InlineData("-0", "-0")]
    [InlineData("0 * -1", "-0")]
    [InlineData("0", "0")]
    [InlineData("5", "5")]
    [InlineData("-5.50", "-5.5")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("1e15", "1000000000000000")]
    [InlineData("999999999999999", "999999999999999")]
    [InlineData("1e21", "1E+21")]
    [InlineData("1 / 3", "0.3333333333333333")]
    [InlineData("0.000001", "1E-06")]
    [InlineData("true", "True")]
    [InlineData("null", "")]
    [InlineData("undefined", "")]
    [InlineData("''", "")]
    [InlineData("[]", "[]")]
    [InlineData("[1, 'a', null, undefined, true, [2]]", "[1,\"a\",null,null,true,[2]]")]
    [InlineData("({ a: undefined, b: null, c: 1.5 })", "{\"a\":null,\"b\":null,\"c\":1.5}")]
    [InlineData("'' + 1e21 + ' ' + 1e20 + ' ' + -0 + ' ' + true + ' ' + null + ' ' + undefined + ' ' + [1, 2] + ' ' + ({})", "1e+21 100000000000000000000 0 true null undefined 1,2 [object Object]")]
    public void The_whole_result_is_written_as_Elsa_writes_it(string script, string line)
    {
        var play = Play.Start(Chart.Of().Definition(Piece.LineOf("say", script))).ShouldBeFinished();

        play.History.Single(entry => entry.Event == HistoryEvents.Line).Message.ShouldBe(line);
    }

    [Theory]
    [InlineData("Decimal", "0.1 + 0.2", "0.3")]
    [InlineData("Decimal", "19.99 * 3", "59.97")]
    [InlineData("Double", "0.1 + 0.2", "0.30000000000000004")]
    [InlineData("Int32", "7 / 2", "4")]
    [InlineData("Int32", "5 / 2", "2")]
    [InlineData("Int32", "-0", "0")]
    [InlineData("Int64", "'42'", "42")]
    [InlineData("Boolean", "'true'", "True")]
    [InlineData("Boolean", "2", "True")]
    [InlineData("String", "1e21", "1E+21")]
    [InlineData("String", "false", "False")]
    [InlineData("String", "[1, 2]", "[1,2]")]
    public void A_typed_variable_takes_it_as_Elsa_converts_it(string type, string script, string line) =>
        Play.Start(Chart.Of().Variable("v", type).Definition(Piece.Sequence("root",
                Piece.SetVariable("set", "v", Piece.Script(script)), Piece.Of("say", "Elsa.WriteLine", ("text", Piece.Expression("Variable", "v-id"))))))
            .ShouldBeFinished().Lines.ShouldBe(line);

    [Fact]
    public void A_decimal_that_was_written_down_keeps_more_digits_than_a_script_is_sure_of() =>
        Play.Start(Chart.Of().Variable("v", "Decimal").Definition(Piece.Sequence("root",
                Piece.SetVariable("set", "v", Piece.Value(System.Text.Json.Nodes.JsonNode.Parse("12345678901234567.8901"))),
                Piece.Of("say", "Elsa.WriteLine", ("text", Piece.Expression("Variable", "v-id"))))))
            .ShouldBeFinished().Lines.ShouldBe("12345678901234567.8901");
}
