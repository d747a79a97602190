using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Portal.Files;

namespace WorkflowHost.Portal.Pages.Tasks;

/// <summary>What a person has typed into a task's form. Survives a refusal.</summary>
public sealed class TaskEntry
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UploadedFile> files = new(StringComparer.Ordinal);

    /// <summary>Names this attempt, so that sending it twice does it once.</summary>
    public required string OperationId { get; init; }

    /// <summary>The task's revision that the person saw.</summary>
    public required int Revision { get; set; }

    /// <summary>What the person wrote.</summary>
    public string Opinion { get; private init; } = "";

    /// <summary>The button pressed; empty before.</summary>
    public string Outcome { get; private init; } = "";

    /// <summary>An empty form with its defaults.</summary>
    public static TaskEntry New(HumanTask task, string operationId)
    {
        var entry = new TaskEntry { OperationId = operationId, Revision = task.Revision };
        foreach (var field in task.Form)
        {
            entry.texts[field.Name] = field.Default;
        }

        return entry;
    }

    /// <summary>A form as sent; new uploads are not yet in it.</summary>
    public static TaskEntry Read(HumanTask task, IFormCollection form, Func<string, UploadedFile?> openTicket)
    {
        var entry = new TaskEntry
        {
            OperationId = form["operationId"].ToString(),
            Revision = int.TryParse(form["expectedRevision"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0,
            Opinion = form["opinion"].ToString(),
            Outcome = form["outcome"].ToString(),
        };
        foreach (var field in task.Form)
        {
            var sent = form[FieldNames.Text(field.Name)];
            entry.texts[field.Name] = field.Type is FormFieldType.Choices ? string.Join('、', sent.AsEnumerable()) : sent.ToString();
            if (form[FieldNames.Ticket(field.Name)].ToString() is { Length: > 0 } ticket
                && form[FieldNames.Drop(field.Name)].Count == 0
                && openTicket(ticket) is { } file)
            {
                entry.files[field.Name] = file;
            }
        }

        return entry;
    }

    /// <summary>What stands in a field.</summary>
    public string Text(FormField field) => texts.GetValueOrDefault(field.Name, "");

    /// <summary>The file of a field; null when there is none.</summary>
    public UploadedFile? File(FormField field) => files.GetValueOrDefault(field.Name);

    /// <summary>Puts an uploaded file into a field.</summary>
    public void Attach(FormField field, UploadedFile file) => files[field.Name] = file;

    /// <summary>The data for the desk.</summary>
    public JsonObject ToForm(HumanTask task)
    {
        var form = new JsonObject();
        foreach (var field in task.Form)
        {
            form[field.Name] = field.Type is FormFieldType.File ? File(field)?.ToForm() : JsonValue.Create(Text(field));
        }

        return form;
    }
}
