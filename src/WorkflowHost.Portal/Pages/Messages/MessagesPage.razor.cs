using Microsoft.AspNetCore.Components;
using WorkflowHost.Cases;
using WorkflowHost.Messaging;
using WorkflowHost.Portal.Access;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Portal.Pages.Messages;

/// <summary>Text messages and e-mails that left or wait, of the cases that the person sees.</summary>
public sealed partial class MessagesPage
{
    private const string ForPeople = "open";
    private IReadOnlyList<(OutboxMessage Message, Case Case)> rows = [];
    private string? next;

    /// <summary><c>email</c>, or text messages.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>A state, or <c>open</c> for those that a person must resolve; anything else shows all.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>Cursor.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IOutboxStore Outbox { get; set; } = default!;

    [Inject]
    private IInstanceQueries Instances { get; set; } = default!;

    [Inject]
    private ICaseStore Cases { get; set; } = default!;

    [Inject]
    internal CaseAccess Access { get; set; } = default!;

    private bool IsEmail => Kind == MessageKinds.Email;

    private string Name => IsEmail ? "邮件" : "短信";

    private IReadOnlyCollection<OutboxState> States =>
        State == ForPeople ? [OutboxState.Unknown, OutboxState.Failed]
        : Enum.TryParse<OutboxState>(State, out var state) && Enum.IsDefined(state) ? [state]
        : [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var filter = new OutboxFilter([IsEmail ? MessageKinds.Email : MessageKinds.Sms], States);
        var cases = new MessageCases(Instances, Cases, Access);
        var page = await VisiblePage.ReadAsync(
            after => Outbox.ListAsync(filter, after, PageSize, Aborted),
            async message => await cases.FindAsync(message.InstanceId, Aborted) is not null,
            After,
            PageSize);
        var read = new List<(OutboxMessage, Case)>();
        foreach (var message in page.Items)
        {
            read.Add((message, (await cases.FindAsync(message.InstanceId, Aborted))!));
        }

        rows = read;
        next = page.Next;
    }

    private string AddressOf(string kind) =>
        Address(kind, States.Count > 0 ? State! : "");

    private static string Address(string kind, string state)
    {
        string[] query = [.. kind == MessageKinds.Email ? new[] { "kind=email" } : [], .. state.Length > 0 ? new[] { "state=" + state } : []];
        return query.Length == 0 ? "/messages" : "/messages?" + string.Join('&', query);
    }

    private static string NoteOf(OutboxMessage message) => message.State switch
    {
        OutboxState.Unknown => "不能确定对方是否收到，请电话核实，系统不会自动重发",
        OutboxState.Failed or OutboxState.Kept => message.Response,
        OutboxState.Pending when message.Retries > 0 => $"已尝试 {message.Retries} 次，稍后重试",
        _ => "",
    };

    private static string TextOf(OutboxMessage message, string member) => message.Payload[member]?.ToString() ?? "";
}
