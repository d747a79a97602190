using System.Text.Json.Nodes;
using WorkflowHost.Engine.Http;

namespace WorkflowHost.Runtime.Outbox;

/// <summary>An HTTP request of a workflow as a message of the outbox.</summary>
public static class RequestMessage
{
    /// <summary>See <see cref="IOutboxHandler.Kind"/>.</summary>
    public const string Kind = "http";

    /// <summary>The request that a message carries.</summary>
    public static SendRequest Read(OutboxMessage message)
    {
        var payload = message.Payload;
        return new SendRequest(
            message.Key, message.BookmarkId ?? "", Text("method"), Text("url"), payload["content"], Text("contentType"), Text("authorization"),
            payload["headers"] as JsonObject ?? []);

        string Text(string member) => payload[member]?.GetValue<string>() ?? "";
    }

    internal static JsonObject Write(SendRequest request) => new()
    {
        ["method"] = request.Method,
        ["url"] = request.Url,
        ["content"] = request.Content?.DeepClone(),
        ["contentType"] = request.ContentType,
        ["authorization"] = request.Authorization,
        ["headers"] = request.Headers.DeepClone(),
    };
}
