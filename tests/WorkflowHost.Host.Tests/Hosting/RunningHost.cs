using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Organisation;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Host.Tests.Hosting;

/// <summary>The real host on a free loopback port, with the demo's accounts and a folder of its own. One for each test class.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    public const string Password = "demo-2026";
    /// <summary>How long a test asks for what the host does in the background.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim gate = new(1);
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly Action<IServiceCollection> add;
    private Factory? factory;

    public RunningHost()
        : this(new Dictionary<string, string>())
    {
    }

    /// <param name="settings">Beside those that every test needs.</param>
    /// <param name="add">Adds services as another product that is built on this host would.</param>
    internal RunningHost(IReadOnlyDictionary<string, string> settings, Action<IServiceCollection>? add = null)
    {
        this.settings = settings;
        this.add = add ?? (_ => { });
    }

    public IServiceProvider Services => factory!.Services;

    private Uri Address => factory!.ClientOptions.BaseAddress;

    public ValueTask InitializeAsync()
    {
        factory = new Factory(folder.Path, settings, add);
        factory.UseKestrel();
        factory.StartServer();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await factory!.DisposeAsync();
        folder.Dispose();
        gate.Dispose();
    }

    /// <summary>A browser that keeps cookies and shows redirects instead of following them.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = Address,
    };

    public ApiClient Anonymous() => new(Browser());

    /// <summary>A program with the token of a demo account, fetched once.</summary>
    /// <param name="login">Whose.</param>
    /// <param name="window">The window that Studio's page says it is; null says none.</param>
    public async Task<ApiClient> AsAsync(string login, string? window = null)
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!tokens.TryGetValue(login, out var token))
            {
                var session = await Anonymous().PostAsync("/api/v1/session", Credentials(login, Password));
                session.Status.ShouldBe(HttpStatusCode.OK, session.Text);
                token = tokens[login] = session.Json["accessToken"]!.GetValue<string>();
            }

            var http = Browser();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (window is not null)
            {
                http.DefaultRequestHeaders.Add("X-Studio-Window", window);
            }

            return new ApiClient(http);
        }
        finally
        {
            gate.Release();
        }
    }

    public static JsonObject Credentials(string login, string password) => new() { ["login"] = login, ["password"] = password };

    /// <summary>Hands in an unqualified report of 海淀区 and gives the case with its first task.</summary>
    public async Task<OpenedCase> OpenCaseAsync(string reportNumber)
    {
        var officer = await AsAsync("sj.jingban");
        var received = await officer.PostAsync("/api/v1/cases", Reports.Unqualified(reportNumber));
        received.Status.ShouldBe(HttpStatusCode.Created, received.Text);
        var caseId = received.Json["id"]!.GetValue<string>();
        var found = await officer.GetAsync($"/api/v1/cases/{caseId}");
        return new OpenedCase(caseId, found.Json["instanceId"]!.GetValue<string>(), (await InboxAsync("sj.jingban", caseId)).ShouldHaveSingleItem());
    }

    /// <summary>Gives the district bureau 海淀 a supervisor and an administrator, which the demo does not have.</summary>
    public async Task AddToHaidianAsync()
    {
        var people = Services.GetRequiredService<IOrganisationStore>();
        var officer = (await people.FindByLoginAsync("hd.jingban", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        await people.SaveAsync(
            [],
            [
                officer with { Id = "test-hd-jiandu", LoginName = "hd.jiandu", DisplayName = "海淀监督", Roles = [Roles.Supervisor] },
                officer with { Id = "test-hd-guanli", LoginName = "hd.guanli", DisplayName = "海淀管理", Roles = [Roles.Administrator] },
            ],
            TestContext.Current.CancellationToken);
    }

    /// <summary>Gives the municipal bureau a second administrator.</summary>
    public async Task AddAdministratorAsync(string login)
    {
        var people = Services.GetRequiredService<IOrganisationStore>();
        var administrator = (await people.FindByLoginAsync("sj.guanli", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        await people.SaveAsync([], [administrator with { Id = $"test-{login}", LoginName = login, DisplayName = $"管理员 {login}" }], TestContext.Current.CancellationToken);
    }

    /// <summary>Where a hub of the host is reached, with a token in the query as browsers have to give it.</summary>
    public async Task<Uri> SocketAsync(string login, string path)
    {
        _ = await AsAsync(login);
        return new UriBuilder(Address) { Scheme = "ws", Path = path, Query = "access_token=" + Uri.EscapeDataString(tokens[login]) }.Uri;
    }

    /// <summary>An account's open tasks of one case.</summary>
    public async Task<IReadOnlyList<JsonNode>> InboxAsync(string login, string caseId)
    {
        var inbox = await (await AsAsync(login)).GetAsync("/api/v1/tasks?limit=200");
        return [.. inbox.Items.Where(task => task["caseId"]!.GetValue<string>() == caseId)];
    }

    private sealed class Factory(string folder, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection> add) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("Storage:Folder", folder);
            builder.UseSetting("Demo:Enabled", "true");
            builder.UseSetting("Demo:Password", Password);
            builder.UseSetting("Demo:Examples", "false");
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.ConfigureServices(add);
            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }
        }
    }
}

/// <summary>A case just received.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="InstanceId">Its procedure.</param>
/// <param name="HandOver">The municipal officer's first task, as the inbox shows it.</param>
public sealed record OpenedCase(string CaseId, string InstanceId, JsonNode HandOver)
{
    public string HandOverId => HandOver["id"]!.GetValue<string>();

    /// <summary>A right completion of the first task.</summary>
    public static JsonObject Completion(string operationId, string bureau = "bj-haidian") => new()
    {
        ["operationId"] = operationId,
        ["expectedRevision"] = 1,
        ["outcome"] = "转交",
        ["form"] = new JsonObject { ["bureau"] = bureau },
    };
}
