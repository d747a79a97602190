using WorkflowHost.Runtime;

namespace WorkflowHost.Portal.Pages.Definitions;

/// <summary>What people call the states of a definition.</summary>
internal static class DefinitionWords
{
    public static string StateOf(DefinitionSummary version) =>
        version.IsPublished ? "已发布" : version.IsDraft ? "草稿" : version.IsLatest ? "未发布" : "旧版";

    public static string OriginOf(DefinitionOrigin origin) => origin is DefinitionOrigin.File ? "随系统提供" : "流程设计";

    public static string Of(DefinitionAction action) => action switch
    {
        DefinitionAction.Published => "发布",
        DefinitionAction.Retracted => "撤回发布",
        DefinitionAction.Reverted => "恢复旧版",
        DefinitionAction.Imported => "导入",
        DefinitionAction.Deleted => "删除版本",
        DefinitionAction.TakenOver => "接手编辑",
        _ => "试运行",
    };
}
