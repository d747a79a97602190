using System.Text;
using Shouldly;
using Xunit;

namespace WorkflowHost.Definitions.Tests;

public sealed class MalformedInputTests
{
    [Theory]
    [InlineData("", "json-empty", "$")]
    [InlineData(" \n ", "json-empty", "$")]
    [InlineData("null", "wrong-type", "$")]
    [InlineData("[]", "wrong-type", "$")]
    [InlineData("{}", "missing-member", "$.root")]
    [InlineData("""{"root":null}""", "missing-member", "$.root")]
    [InlineData("""{"root":[]}""", "wrong-type", "$.root")]
    [InlineData("""{"root":{"id":"r"}}""", "missing-member", "$.root.type")]
    [InlineData("""{"root":{"id":"r","type":""}}""", "missing-member", "$.root.type")]
    [InlineData("""{"root":{"id":"r","type":7}}""", "wrong-type", "$.root.type")]
    [InlineData("""{"variables":5,"root":{"id":"r","type":"T"}}""", "wrong-type", "$.variables")]
    [InlineData("""{"variables":[null],"root":{"id":"r","type":"T"}}""", "wrong-type", "$.variables[0]")]
    [InlineData("""{"outcomes":["a",1],"root":{"id":"r","type":"T"}}""", "wrong-type", "$.outcomes[1]")]
    [InlineData("""{"version":1.5,"root":{"id":"r","type":"T"}}""", "wrong-type", "$.version")]
    [InlineData("""{"version":99999999999,"root":{"id":"r","type":"T"}}""", "wrong-type", "$.version")]
    [InlineData("""{"isLatest":"yes","root":{"id":"r","type":"T"}}""", "wrong-type", "$.isLatest")]
    [InlineData("""{"createdAt":"yesterday","root":{"id":"r","type":"T"}}""", "invalid-time", "$.createdAt")]
    [InlineData("""{"toolVersion":"new","root":{"id":"r","type":"T"}}""", "invalid-tool-version", "$.toolVersion")]
    [InlineData("""{"root":{"id":"r","type":"T","then":{"id":"a","type":"T","version":"1"}}}""", "wrong-type", "$.root.then.version")]
    [InlineData("""{"root":{"id":"r","type":"T","branches":[{"id":"a","type":""}]}}""", "missing-member", "$.root.branches[0].type")]
    [InlineData("""{"root":{"id":"r","type":"T","activities":"a"}}""", "wrong-type", "$.root.activities")]
    [InlineData("""{"root":{"id":"r","type":"T","connections":[{"target":{"activity":"a"}}]}}""", "missing-member", "$.root.connections[0].source")]
    [InlineData("""{"root":{"id":"r","type":"T","connections":[{"source":{"activity":"a"},"target":{}}]}}""", "missing-member", "$.root.connections[0].target.activity")]
    [InlineData("""{"root":{"id":"r","type":"T","a b":{"x":1,"x":2}}}""", "duplicate-key", "$.root['a b'].x")]
    [InlineData("""{"root":{"id":"r","type":"T","a":["\ud800"]}}""", "invalid-text", "$.root.a[0]")]
    [InlineData("""{"root":{"id":"r","type":"T","\udc00":1}}""", "invalid-text", "$.root")]
    public void One_fault_is_one_problem_with_its_code_and_path(string json, string code, string path)
    {
        // when
        var result = DefinitionReader.Read(json);

        // then
        result.IsValid.ShouldBeFalse();
        var problem = result.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Path).ShouldBe((code, path));
        problem.Message.ShouldContain(c => c >= '\u4E00' && c <= '\u9FFF');
    }

    [Fact]
    public void All_problems_come_at_once_in_the_order_of_the_input()
    {
        // when
        var result = DefinitionReader.Read("""
            {"root":{"activities":[{"id":1,"type":"T"},{"id":"b"}],"connections":[{}],"type":"T","id":"r"},"name":5,"inputs":{}}
            """);

        // then
        result.Problems.Select(p => p.Path).ShouldBe(
        [
            "$.root.activities[0].id", "$.root.activities[1].type", "$.root.connections[0].source",
            "$.root.connections[0].target", "$.name", "$.inputs",
        ]);
    }

    [Theory]
    [InlineData("{\n  \"名称\": tru }", "第 2 行第 ")]
    [InlineData("{\"name\":\"a\",\n\n", "第 3 行第 1 列")]
    [InlineData("{\"a\":1}}", "第 1 行第 8 列")]
    [InlineData("{\"中文\":1,}", "第 1 行第 9 列")]
    public void A_syntax_error_says_line_and_column(string json, string position)
    {
        var problem = DefinitionReader.Read(json).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("json-syntax");
        problem.Message.ShouldContain(position);
    }

    [Theory]
    [InlineData("[", 10_000)]
    [InlineData("{\"a\":", 10_000)]
    [InlineData("{\"root\":{\"id\":\"r\",\"type\":\"T\",\"then\":", 5_000)]
    public void Deep_nesting_is_refused(string opening, int times)
    {
        var problem = DefinitionReader.Read(string.Concat(Enumerable.Repeat(opening, times))).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("json-too-deep");
    }

    [Fact]
    public void Twenty_five_nested_containers_are_accepted_and_written()
    {
        // given
        var json = string.Concat(Enumerable.Range(0, 25).Select(i => $$"""{"id":"s{{i}}","type":"Elsa.Sequence","activities":["""))
            + string.Concat(Enumerable.Repeat("]}", 25));

        // then
        JsonText.Lost($$"""{"root":{{json}}}""", DefinitionWriter.Write(Sample.Load($$"""{"root":{{json}}}"""))).ShouldBeNull();
    }

    [Fact]
    public void Bytes_that_are_not_utf8_and_lone_surrogates_in_the_text_are_refused()
    {
        DefinitionReader.Read(Encoding.Unicode.GetBytes("{\"name\":\"名\"}")).Problems.ShouldHaveSingleItem().Code.ShouldBe("json-syntax");
        DefinitionReader.Read([0x7B, 0xC3, 0x28, 0x7D]).Problems.ShouldHaveSingleItem().Code.ShouldBe("not-utf8");
        DefinitionReader.Read("{\n\"a\":\"\uD800\"}").Problems.ShouldHaveSingleItem().Message.ShouldContain("第 2 行第 6 列");
    }
}
