using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>Where an execution stands among those that are under way, and among its siblings. In the order in which they were begun.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ExecutionLinks
{
    public bool Linked { get; set; }

    public ActivityExecutionContext? Previous { get; set; }

    public ActivityExecutionContext? Next { get; set; }

    public ActivityExecutionContext? PreviousSibling { get; set; }

    public ActivityExecutionContext? NextSibling { get; set; }

    public ActivityExecutionContext? FirstChild { get; set; }

    public ActivityExecutionContext? LastChild { get; set; }
}

/// <summary>Something of a container that lives as an object during a turn and as JSON between turns.</summary>
internal interface IKept
{
    /// <summary>The properties with it.</summary>
    ImmutableDictionary<string, JsonNode?> KeepIn(ImmutableDictionary<string, JsonNode?> properties);
}

/// <summary>The executions that are under way. Adding and removing cost the same however many there are.</summary>
internal sealed class LiveExecutions
{
    private ActivityExecutionContext? last;

    public ActivityExecutionContext? First { get; private set; }

    public void Add(ActivityExecutionContext context)
    {
        ref var links = ref context.Links;
        links.Linked = true;
        links.Previous = last;
        if (last is null)
        {
            First = context;
        }
        else
        {
            last.Links.Next = context;
        }

        last = context;
        if (context.ParentActivityExecutionContext is not { } parent)
        {
            return;
        }

        parent.LiveChildren++;
        links.PreviousSibling = parent.Links.LastChild;
        if (parent.Links.LastChild is { } sibling)
        {
            sibling.Links.NextSibling = context;
        }
        else
        {
            parent.Links.FirstChild = context;
        }

        parent.Links.LastChild = context;
    }

    public void Remove(ActivityExecutionContext context)
    {
        ref var links = ref context.Links;
        if (!links.Linked)
        {
            return;
        }

        links.Linked = false;
        First = ReferenceEquals(First, context) ? links.Next : First;
        last = ReferenceEquals(last, context) ? links.Previous : last;
        links.Previous?.Links.Next = links.Next;
        links.Next?.Links.Previous = links.Previous;
        if (context.ParentActivityExecutionContext is not { } parent)
        {
            return;
        }

        parent.LiveChildren--;
        ref var owner = ref parent.Links;
        owner.FirstChild = ReferenceEquals(owner.FirstChild, context) ? links.NextSibling : owner.FirstChild;
        owner.LastChild = ReferenceEquals(owner.LastChild, context) ? links.PreviousSibling : owner.LastChild;
        links.PreviousSibling?.Links.NextSibling = links.NextSibling;
        links.NextSibling?.Links.PreviousSibling = links.PreviousSibling;
    }

    public ActivityExecutionContext? Find(string id)
    {
        for (var context = First; context is not null; context = context.Links.Next)
        {
            if (context.Id == id)
            {
                return context;
            }
        }

        return null;
    }

    public ImmutableArray<ActivityExecutionContext> All()
    {
        var all = ImmutableArray.CreateBuilder<ActivityExecutionContext>();
        for (var context = First; context is not null; context = context.Links.Next)
        {
            all.Add(context);
        }

        return all.ToImmutable();
    }

    /// <summary>The children of one execution that are under way; may be walked while they are removed.</summary>
    public static IEnumerable<ActivityExecutionContext> ChildrenOf(ActivityExecutionContext parent)
    {
        for (var child = parent.Links.FirstChild; child is not null;)
        {
            var next = child.Links.NextSibling;
            yield return child;
            child = next;
        }
    }
}
