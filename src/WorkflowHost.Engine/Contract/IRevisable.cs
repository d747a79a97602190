using System.Text.Json.Nodes;

namespace WorkflowHost.Engine.Contract;

/// <summary>An activity that can be told, while it waits, that the terms of its waiting have changed.</summary>
public interface IRevisable
{
    /// <summary>Takes note. May change its bookmarks, outputs and properties and ask for effects; must not complete or run children.</summary>
    /// <param name="context">The waiting execution.</param>
    /// <param name="bookmark">Where it waits.</param>
    /// <param name="terms">What has changed.</param>
    /// <returns>False when nothing is different now: then the turn is dropped.</returns>
    /// <exception cref="WorkflowFaultException">The caller is wrong: the turn is dropped, nothing changes.</exception>
    bool Revise(ActivityExecutionContext context, Bookmark bookmark, JsonObject terms);
}
