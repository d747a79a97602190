using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>Studio's editor and viewer as a person uses them: the toolbox, the canvas, the fields of a step, the buttons above it.</summary>
internal sealed class Designer(IPage page)
{
    /// <summary>The icons of the buttons above the canvas, which bear no text, from the product's own list.</summary>
    private static readonly Dictionary<string, string> Icons = JsonSerializer.Deserialize<Dictionary<string, string>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "icons.json")))!;

    /// <summary>Longer than Studio takes from a selection to its fields, and than a frame of a busy machine.</summary>
    private const int CalmMilliseconds = 300;

    private static readonly LocatorWaitForOptions Patiently = new() { Timeout = 60_000 };

    /// <summary>What Studio says in a corner of the screen.</summary>
    public ILocator Messages => page.Locator(".mud-snackbar");

    /// <summary>The steps of the drawing.</summary>
    public ILocator Steps => page.Locator(".x6-node");

    public ILocator Step(string title) => Steps.Filter(new() { Has = page.Locator(".activity-label", new() { HasTextRegex = Exactly(title) }) });

    public async Task OpenAsync(string definitionId)
    {
        await page.GotoAsync($"/studio/workflows/definitions/{definitionId}/edit");
        await ReadyAsync();
    }

    /// <summary>Goes to a procedure from another screen of Studio, without loading the page, and waits until all of it is drawn.</summary>
    public async Task GoAsync(string definitionId, int steps)
    {
        await page.EvaluateAsync("path => Blazor.navigateTo(path)", $"/studio/workflows/definitions/{definitionId}/edit");
        var drawn = page.Locator($"elsa-workflow-definition-editor[definition-id='{definitionId}'] .x6-node");
        await Assertions.Expect(drawn).ToHaveCountAsync(steps, new() { Timeout = 60_000 });
        await drawn.Locator(".activity-label").First.WaitForAsync(Patiently);
    }

    /// <summary>Waits until the toolbox and the canvas are there.</summary>
    public async Task ReadyAsync()
    {
        await page.Locator(".x6-graph").WaitForAsync(Patiently);
        await page.Locator("elsa-workflow-definition-editor .mud-expand-panel-header").First.WaitForAsync(Patiently);
    }

    /// <summary>Waits until the drawing is there, was brought into view by the page, and has come to rest.</summary>
    public async Task DrawnAsync()
    {
        await Steps.Locator(".activity-label").First.WaitForAsync(Patiently);
        await page.Locator(".x6-graph[data-whole]").First.WaitForAsync(new() { Timeout = 60_000, State = WaitForSelectorState.Attached });
        await RestsAsync();
    }

    /// <summary>Waits until, for some frames, neither the drawing has moved nor Studio written anything.</summary>
    public async Task RestsAsync() => await page.WaitForFunctionAsync(
        """
        (calm) => {
          const state = window.studioRest ??= { at: performance.now(), place: '' };
          state.watch ??= new MutationObserver(() => { state.at = performance.now(); })
            .observe(document.getElementById('studio'), { childList: true, subtree: true, attributes: true, characterData: true }) ?? true;
          const place = [...document.querySelectorAll('.x6-graph-svg-viewport')].map((view) => view.getAttribute('transform')).join();
          if (place !== state.place) { state.place = place; state.at = performance.now(); }
          return performance.now() - state.at > calm;
        }
        """,
        CalmMilliseconds,
        new() { Timeout = 60_000 });

    /// <summary>Drags a step from the toolbox to a place of the canvas.</summary>
    public async Task DragAsync(string category, string step, float x, float y)
    {
        var item = page.Locator("[draggable=true]").Filter(new() { HasTextRegex = Exactly(step) });
        if (!await item.IsVisibleAsync())
        {
            await page.Locator(".mud-expand-panel-header").Filter(new() { HasTextRegex = Exactly(category) }).ClickAsync();
        }

        var before = await Steps.CountAsync();
        await item.DragToAsync(page.Locator(".flowchart-diagram-designer-wrapper"), new() { TargetPosition = new() { X = x, Y = y } });
        await Steps.Nth(before).Locator(".activity-label").WaitForAsync();
    }

    /// <summary>Draws a connection from a port to the entry of another step.</summary>
    public async Task ConnectAsync(string from, string port, string to)
    {
        var before = await page.Locator(".x6-edge").CountAsync();
        var (fromX, fromY) = await CentreAsync(Step(from).Locator($"[port='{port}']"));
        await page.Mouse.MoveAsync(fromX, fromY);
        await page.Mouse.DownAsync();
        var (x, y) = await CentreAsync(Step(to).Locator("[port=In]"));
        await page.Mouse.MoveAsync(x - 20, y, new() { Steps = 5 });
        await page.Mouse.MoveAsync(x, y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.Locator(".x6-edge").Nth(before).WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    public async Task SelectAsync(string title)
    {
        await Step(title).Locator(".activity-label").ClickAsync();
        await page.Locator(".x6-node-selected").Filter(new() { HasText = title }).WaitForAsync();
        await RestsAsync();
    }

    /// <summary>A field of the step, by what stands above it.</summary>
    public ILocator Field(string label) => page.Locator(".mud-input-control")
        .Filter(new() { Has = page.Locator("label.mud-input-label", new() { HasTextRegex = Exactly(label) }) }).Last;

    /// <summary>Waits until a dialog proposes a value: what a person had written before then would be written over.</summary>
    public Task ProposedAsync(string label, string text) => Assertions.Expect(Field(label).Locator("input").First).ToHaveValueAsync(text);

    public async Task FillAsync(string label, string text)
    {
        var box = Field(label).Locator("input:not([type=hidden]), textarea").First;
        await box.FillAsync(text);
        await box.PressAsync("Tab");
    }

    public Task TickAsync(string label) => page.Locator("label.mud-checkbox").Filter(new() { HasText = label }).Locator("input").CheckAsync();

    public async Task ChooseAsync(string label, string option)
    {
        await Field(label).Locator(".mud-input").First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText(option, new() { Exact = true }).First.ClickAsync();
        await page.Locator(".mud-popover-open").First.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    /// <summary>Lets a field be given by something else: a variable, a script.</summary>
    public async Task GiveByAsync(string label, string syntax)
    {
        await Field(label).Locator("xpath=ancestor::*[.//*[contains(@class,'mud-menu')]][1]").Locator(".mud-menu button").Last.ClickAsync();
        await EntryAsync(syntax);
        await page.Locator(".mud-popover-open").First.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    /// <summary>Adds words to a field of words.</summary>
    public async Task AddAsync(string label, string word)
    {
        await Field(label).Locator("input").First.ClickAsync();
        await page.Keyboard.TypeAsync(word);
        await page.Keyboard.PressAsync("Enter");
        await Field(label).Locator(".mud-chip").Filter(new() { HasText = word }).WaitForAsync();
    }

    /// <summary>Writes into an editor of code, which tells Studio only a moment later, and waits until it is saved.</summary>
    public async Task WriteAsync(string label, string code)
    {
        await Field(label).Locator(".monaco-editor").First.ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.RunAndWaitForResponseAsync(
            () => page.Keyboard.InsertTextAsync(code), answer => answer.Request.Method == "POST" && answer.Url.EndsWith(Drawings.Root, StringComparison.Ordinal)
                && answer.Request.PostData is { } saved && Holds(JsonNode.Parse(saved), code));
    }

    public Task PublishAsync() => Button("publish").ClickAsync();

    /// <summary>Without the mouse, which waits until the canvas no longer moves.</summary>
    public Task SaveAsync() => Button("save").DispatchEventAsync("click");

    /// <summary>Begins a test run.</summary>
    public ILocator RunButton => Button("run");

    public async Task RunAsync()
    {
        await RunButton.ClickAsync();
        await page.WaitForURLAsync("**/workflows/instances/*/view", new() { Timeout = 60_000 });
        await DrawnAsync();
    }

    /// <summary>Opens the menu beside the publish button and chooses in it.</summary>
    public async Task ChooseInMenuAsync(string entry)
    {
        await Button("more").ClickAsync();
        await EntryAsync(entry);
    }

    /// <summary>Chooses in the menu that is open.</summary>
    public Task EntryAsync(string entry) => page.Locator(".mud-popover-open .mud-menu-item").Filter(new() { HasTextRegex = Exactly(entry) }).ClickAsync();

    public Task TabAsync(string name) => page.Locator(".mud-tab").Filter(new() { HasTextRegex = Exactly(name) }).First.ClickAsync();

    private static async Task<(float X, float Y)> CentreAsync(ILocator locator)
    {
        var box = (await locator.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private static bool Holds(JsonNode? saved, string text) => saved switch
    {
        JsonObject members => members.Any(member => Holds(member.Value, text)),
        JsonArray items => items.Any(item => Holds(item, text)),
        JsonValue value => value.TryGetValue<string>(out var held) && held == text,
        _ => false,
    };

    private static Regex Exactly(string text) => new($@"^\s*{Regex.Escape(text)}\s*$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private ILocator Button(string icon) => page.Locator($".mud-toolbar button:has(path[d^='{Icons[icon]}'])").Last;
}
