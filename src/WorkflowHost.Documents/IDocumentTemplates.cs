namespace WorkflowHost.Documents;

/// <summary>A template of documents.</summary>
/// <param name="Path">Under <c>workflows/documents</c>, without extension, such as <c>beijing/rectification-order</c>.</param>
/// <param name="Title">What the documents are called, in Chinese.</param>
public sealed record DocumentTemplate(string Path, string Title);

/// <summary>The templates that there are, for those who draw procedures.</summary>
public interface IDocumentTemplates
{
    /// <summary>All templates by path, as they are at this moment.</summary>
    IReadOnlyList<DocumentTemplate> All { get; }
}
