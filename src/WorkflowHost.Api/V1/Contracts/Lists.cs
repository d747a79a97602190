using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>A page of a list. It may hold fewer items than asked for, even none, although more follow.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Hand this in as <c>after</c> for the next page; null when this is the last.</param>
public sealed record PageAnswer<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Makes pages.</summary>
internal static class PageAnswer
{
    public static PageAnswer<TAnswer> Of<TItem, TAnswer>(Page<TItem> page, Func<TItem, TAnswer> answer) =>
        new([.. page.Items.Select(answer)], page.Next);
}

/// <summary>Which part of a list is asked for.</summary>
public sealed class PageQuery
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>The last page's <c>next</c>; absent for the first.</summary>
    [FromQuery(Name = "after")]
    [Description("上一页答复中的 next；第一页不填")]
    public string? After { get; init; }

    /// <summary>1 to 200; what lies outside is moved to the nearer end. Default 50.</summary>
    [FromQuery(Name = "limit")]
    [Description("每页条数，1 到 200，默认 50")]
    public int? Limit { get; init; }

    internal int Size => Math.Clamp(Limit ?? DefaultLimit, 1, MaxLimit);
}
