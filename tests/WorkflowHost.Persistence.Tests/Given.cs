using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Persistence.Tests;

/// <summary>What tests start from.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 10, 9, 1, 0, 0, TimeSpan.Zero);

    public static readonly DefinitionVersion Definition = Version("ordinary", 1);

    public static DefinitionVersion Version(string definitionId, int version) => new(
        $"{definitionId}-v{version}", definitionId, version, "不合格后处理", $"hash{version}", "{}", DefinitionOrigin.File, true, true,
        Now);

    /// <summary>The first turn of an instance: it waits at one bookmark.</summary>
    public static TurnCommit First(string instanceId, params ReadOnlySpan<Effect> effects) => First(instanceId, null, effects);

    /// <summary>The first turn of an instance whose bookmark has a limit.</summary>
    public static TurnCommit First(string instanceId, DateTimeOffset? dueAt, params ReadOnlySpan<Effect> effects)
    {
        var bookmark = Bookmark($"{instanceId}-b1", dueAt);
        return new TurnCommit
        {
            State = InstanceState.New(instanceId, $"case-{instanceId}") with { Bookmarks = [bookmark], LastId = 1, LastSequence = 1 },
            Definition = Definition,
            Name = $"测试 {instanceId}",
            ExpectedRevision = 0,
            AddedBookmarks = [bookmark],
            RemovedBookmarks = [],
            Effects = [.. effects],
            History = [Event(1)],
            At = Now,
            Actor = Command.System,
        };
    }

    /// <summary>A later turn that keeps the bookmark.</summary>
    public static TurnCommit Next(TurnCommit before, params ReadOnlySpan<Effect> effects)
    {
        var sequence = before.State.LastSequence + 1;
        return before with
        {
            State = before.State with { LastSequence = sequence },
            ExpectedRevision = before.ExpectedRevision + 1,
            AddedBookmarks = [],
            Effects = [.. effects],
            History = [Event(sequence)],
            At = before.At.AddMinutes(1),
        };
    }

    /// <summary>A later turn that consumes the bookmark and ends the instance.</summary>
    public static TurnCommit Last(TurnCommit before, params ReadOnlySpan<Effect> effects)
    {
        var next = Next(before, effects);
        return next with
        {
            State = next.State with
            {
                Bookmarks = [],
                Status = WorkflowStatus.Finished,
                SubStatus = WorkflowSubStatus.Finished,
            },
            RemovedBookmarks = [.. before.State.Bookmarks.Select(bookmark => bookmark.Id)],
        };
    }

    public static Bookmark Bookmark(string id, DateTimeOffset? dueAt = null)
    {
        var metadata = ImmutableDictionary<string, string>.Empty
            .Add(BookmarkMetadata.Title, "等待送达").Add(BookmarkMetadata.Owner, "海淀区局 经办人");
        return new Bookmark(
            id, "Spc.ServiceReceipt", "HASH", JsonValue.Create(1), "act1", "Root:act1", $"{id}-x", Now, "OnServed",
            dueAt is null
                ? metadata
                : metadata.Add(BookmarkMetadata.DueAt, $"{dueAt:O}").Add(BookmarkMetadata.Explanation, "自次日起算15日"));
    }

    public static HistoryEvent Event(int sequence) => new(
        sequence, Now, "x1", "act1", "Root:act1", "Spc.ServiceReceipt", "送达", HistoryEvents.Started, "开始",
        new JsonObject { ["n"] = sequence });

    public static HumanTask Task(string id, string instanceId, DateTimeOffset? dueAt = null) => new()
    {
        Id = id,
        InstanceId = instanceId,
        BookmarkId = $"{instanceId}-b1",
        CaseId = $"case-{instanceId}",
        Title = "送达检验结果",
        Instructions = "请送达。",
        Role = Roles.CaseOfficer,
        BureauId = "bj-haidian",
        Form = [new FormField { Name = "servedOn", Label = "送达日期", Type = FormFieldType.Date, Required = true }],
        Outcomes = ["已送达", "退回"],
        Obligations = ["BJ-6"],
        Documents = ["doc1"],
        NotBy = ["reviewer"],
        CreatedAt = Now,
        DueAt = dueAt,
        LateAt = dueAt?.AddDays(3),
        LastDay = new DateOnly(2026, 10, 23),
        DueExplanation = "自次日起算15日",
    };

    public static Completion Completion(string by = "li") =>
        new("已送达", "同意", new JsonObject { ["servedOn"] = "2026-10-09" }, by, Now);

    public static RequestDocument Document(string id, string key, string instanceId, string title = "责令改正通知书") => new(
        id, key, $"case-{instanceId}", "bj-haidian", "京海市监抽查", "beijing/rectification-order", title, new DateOnly(2026, 10, 9),
        new JsonObject { ["party"] = "𠮷祥食品厂" }, $"{instanceId}-b1");

    public static readonly Bureau Municipal = new("bj", "北京市局", BureauKind.Municipal, "beijing", "北京市", "京市监抽查", "", "", "");

    public static readonly Bureau Haidian = Municipal with { Id = "bj-haidian", Kind = BureauKind.District, Region = "海淀区" };

    public static readonly Account Account = new("a1", "li", "李雷", "bj-haidian", [Roles.CaseOfficer], "hash", 0, null);

    public static CaseScope Scope(Bureau? bureau, string role = Roles.Supervisor) => CaseScope.Of(Account with { Roles = [role] }, bureau);

    public static Case Case(string id, string reportNumber, DateTimeOffset? createdAt = null, string party = "北京甲食品有限公司") => new(
        id, $"京抽案〔2026〕{id[1..]}号", "beijing", CaseState.InProgress, Report(reportNumber, party), new DateOnly(2026, 10, 9), "bj-haidian", "", "",
        createdAt ?? Now, null, "");

    private static SpotCheckReport Report(string reportNumber, string party) => new()
    {
        City = "beijing",
        ReportNumber = reportNumber,
        Source = CheckSource.Municipal,
        Product = "电热水壶",
        Category = "家用电器",
        Brand = "百分百%",
        Model = "SK_15",
        Batch = "20260801",
        Conclusion = Conclusion.Unqualified,
        SevereDefect = true,
        FailedItems = [new FailedItem("接地电阻", "≤0.1Ω", "0.5Ω")],
        SampledParty = new Party(party, "91110108MA01ABCD1X", PartyRole.Seller, "海淀区", "王", "13800000000", ""),
        LabelledProducer = null,
        PlaceOfProduction = "海淀区",
        PlaceOfRegistration = "海淀区",
        InspectionBody = "市质检院",
        SampledOn = new DateOnly(2026, 8, 9),
        IssuedOn = new DateOnly(2026, 9, 9),
    };
}
