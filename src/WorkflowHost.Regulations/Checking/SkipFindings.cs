namespace WorkflowHost.Regulations.Checking;

/// <summary>Runs from start to end that go around an obligation.</summary>
internal static class SkipFindings
{
    public static IEnumerable<Finding> Of(ProcedureTree tree, Obligation obligation)
    {
        var search = new RunSearch(tree, obligation.Id);
        var ways = search.Exits(tree.Root.Root);
        if (search.GaveUp)
        {
            yield return ProcedureChecker.Warning(
                "runs-too-many", null, obligation, $"分支太多，不能查清是否有路径绕过 {obligation.Id}（{obligation.Citation}），请拆成子流程。");
        }
        else if (ways.Count > 0)
        {
            var way = ways.Values.OrderBy(path => path.Length).First();
            var path = way.Length == 0 ? "" : $"，例如：{way}";
            yield return ProcedureChecker.Error(
                "obligation-skipped", null, obligation,
                $"有一条从开始到结束的路径没有履行 {obligation.Id}（{obligation.Citation}：{obligation.Duty}），也没有说明它不适用{path}。");
        }
    }
}
