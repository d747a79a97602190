using System.Collections.Concurrent;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Advice;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Runtime;

/// <summary>A version with its graph, ready to play.</summary>
/// <param name="Version">The version.</param>
/// <param name="Graph">Compiled once, shared by all instances.</param>
public sealed record Procedure(DefinitionVersion Version, WorkflowGraph Graph);

/// <summary>A definition without a problem: only <see cref="DefinitionLibrary.Check"/> makes one.</summary>
public sealed class PublishableDefinition
{
    internal PublishableDefinition(WorkflowDefinition definition, IReadOnlyList<Warning> warnings)
    {
        Definition = definition;
        Warnings = warnings;
    }

    /// <summary>What runs, but probably not as it was meant.</summary>
    public IReadOnlyList<Warning> Warnings { get; }

    /// <summary>The definition.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>The warnings as they are kept with a version: the path is the step's id.</summary>
    internal IReadOnlyList<Problem> Remarks => [.. Warnings.Select(warning => new Problem(warning.Code, warning.ActivityId, warning.Message))];
}

/// <summary>What a definition needs to run besides itself.</summary>
/// <param name="Uses">The versions that it uses as activities, pinned now.</param>
/// <param name="Triggers">What starts it.</param>
internal sealed record Runnable(UsedVersions Uses, IReadOnlyCollection<NewTrigger> Triggers);

/// <summary>Publishes procedures and hands out their graphs.</summary>
public sealed class DefinitionLibrary(
    IDefinitionStore store, ActivityRegistry registry, TurnEnvironment environment, IEnumerable<IPublishingRule> rules, IIdGenerator ids,
    TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Procedure> procedures = new(StringComparer.Ordinal);

    /// <summary>Publishes a file as a new version, unless the newest version already says the same.</summary>
    /// <param name="json">The definition in Elsa's format.</param>
    /// <param name="origin">Who publishes. A file never replaces what an administrator published.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The version that now is newest, or every problem of the file.</returns>
    public async Task<Checked<DefinitionVersion>> PublishAsync(
        string json, DefinitionOrigin origin, CancellationToken cancellationToken)
    {
        var found = Check(json, await UsableTypesAsync(cancellationToken));
        return found.IsValid
            ? await PublishAsync(found.Value, origin, cancellationToken)
            : Checked<DefinitionVersion>.Refused(found.Problems);
    }

    /// <summary>Reads a file and finds every problem of its own that would keep it from being published. Writes nothing.</summary>
    /// <param name="json">The definition in Elsa's format.</param>
    /// <param name="usableTypes">Activity types that definitions stand for, besides those that the host offers; see <see cref="UsableTypesAsync"/>.</param>
    public Checked<PublishableDefinition> Check(string json, IReadOnlyCollection<string>? usableTypes = null)
    {
        var read = DefinitionReader.Read(json);
        return read.IsValid ? CheckDrawing(read.Value, usableTypes) : Checked<PublishableDefinition>.Refused(read.Problems);
    }

    /// <summary>
    /// What would keep an administrator from publishing a draft, as far as it can be told without the database: versions that a step is
    /// pinned to and what the procedure was published as before are not looked at, nor its obligations.
    /// </summary>
    /// <param name="definition">The draft.</param>
    /// <param name="published">The definitions that would be there.</param>
    public async Task<IReadOnlyList<Problem>> CheckDraftAsync(WorkflowDefinition definition, IReadOnlyCollection<WorkflowDefinition> published)
    {
        var found = CheckDrawing(definition, [.. published.Select(other => WorkflowDefinition.ActivityTypeOf(other.Name))]);
        if (!found.IsValid)
        {
            return found.Problems;
        }

        var byId = published.ToDictionary(other => other.DefinitionId, StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var rule in rules.Where(rule => !rule.NeedsDatabase(definition)))
        {
            problems.AddRange(await rule.ProblemsAsync(definition, id => Task.FromResult(byId.GetValueOrDefault(id))));
        }

        return problems;
    }

    private Checked<PublishableDefinition> CheckDrawing(WorkflowDefinition definition, IReadOnlyCollection<string>? usableTypes)
    {
        var problems = DefinitionValidator.Validate(definition, registry.Names.Concat(usableTypes ?? []).ToHashSet(StringComparer.Ordinal));
        if (problems.Count > 0)
        {
            return Checked<PublishableDefinition>.Refused(problems);
        }

        var compiled = new GraphCompiler(registry).Compile(definition);
        var found = compiled.IsValid ? WorkflowTrigger.AllOf(compiled.Value, environment, time.GetUtcNow()).Problems : [.. compiled.Problems];
        return found.IsEmpty
            ? Checked<PublishableDefinition>.Valid(new PublishableDefinition(definition, DrawingAdvice.For(compiled.Value!, registry)))
            : Checked<PublishableDefinition>.Refused(found);
    }

    /// <summary>The activity types that published definitions stand for; whether each may be used, publishing finds out.</summary>
    public async Task<IReadOnlyCollection<string>> UsableTypesAsync(CancellationToken cancellationToken) =>
        [.. (await store.PublishedNamesAsync(cancellationToken)).Select(published => WorkflowDefinition.ActivityTypeOf(published.Name))];

    /// <summary>Publishes a checked definition as a new version, unless the newest version already says the same.</summary>
    /// <returns>The version that now is newest; refused when somebody published another at this moment.</returns>
    public async Task<Checked<DefinitionVersion>> PublishAsync(
        PublishableDefinition publishable, DefinitionOrigin origin, CancellationToken cancellationToken)
    {
        var definition = publishable.Definition;
        var latest = await store.FindLatestAsync(definition.DefinitionId, cancellationToken);
        var hash = DefinitionHash.Of(definition);
        var now = time.GetUtcNow();
        var runnable = await PrepareAsync(definition, now, cancellationToken);
        if (!runnable.IsValid)
        {
            return Checked<DefinitionVersion>.Refused(runnable.Problems);
        }

        var (uses, triggers) = runnable.Value;
        if (latest is not null && ((latest.Hash == hash && latest.Uses.Equals(uses))
            || (origin is DefinitionOrigin.File && latest.Origin is DefinitionOrigin.Administrator)))
        {
            return Checked<DefinitionVersion>.Valid(latest);
        }

        if (origin is DefinitionOrigin.Administrator && await BrokenRulesAsync(definition, cancellationToken) is { Count: > 0 } broken)
        {
            return Checked<DefinitionVersion>.Refused(broken);
        }

        var version = DefinitionVersions.Of(definition, ids.NewId(), (latest?.Version ?? 0) + 1, origin, now, isPublished: true) with
        {
            Uses = uses,
            Warnings = origin is DefinitionOrigin.Administrator ? await RemarksAsync(publishable, cancellationToken) : publishable.Remarks,
        };
        return await store.AddPublishedAsync(version, triggers, cancellationToken)
            ? Checked<DefinitionVersion>.Valid(version)
            : Checked<DefinitionVersion>.Refused(
                [new Problem("definition-version-taken", "$.version", "另有人刚刚发布了该流程的新版本，请刷新后重试。")]);
    }

    /// <summary>Pins what a definition uses, and finds what starts it.</summary>
    /// <param name="definition">Without a problem of its own.</param>
    /// <param name="now">UTC, from when schedules count.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal async Task<Checked<Runnable>> PrepareAsync(WorkflowDefinition definition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (graph, uses, notFound) = await UsedDefinitions.CompileAsync(
            registry, definition, reference => FindUsableAsync(reference, cancellationToken));
        if (!graph.IsValid)
        {
            return Checked<Runnable>.Refused(graph.Problems);
        }

        if (notFound.Count > 0)
        {
            return Checked<Runnable>.Refused([.. notFound.Select(reference => new Problem(
                "definition-not-usable", "$.root", $"用作步骤的流程“{(reference.DefinitionId.Length > 0 ? reference.DefinitionId : reference.Type)}”没有已发布的版本，或没有设为可用作步骤。"))]);
        }

        var triggers = WorkflowTrigger.AllOf(graph.Value, environment, now).Triggers
            .Select(trigger => new NewTrigger(trigger, TriggerSchedule.First(trigger.Name, trigger.Payload, now)));
        return Checked<Runnable>.Valid(new Runnable(uses, [.. triggers]));
    }

    /// <summary>The published version of a procedure; null when there is none.</summary>
    public async Task<Procedure?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken)
    {
        var version = await store.FindPublishedAsync(definitionId, cancellationToken);
        return version is null ? null : await ReadyAsync(version, cancellationToken);
    }

    /// <summary>A version by its id.</summary>
    /// <exception cref="InvalidOperationException">There is none: an instance's version is never deleted.</exception>
    public async Task<Procedure> GetAsync(string versionId, CancellationToken cancellationToken)
    {
        if (procedures.TryGetValue(versionId, out var known))
        {
            return known;
        }

        var version = await store.FindAsync(versionId, cancellationToken)
            ?? throw new InvalidOperationException($"Definition version {versionId} is missing.");
        return await ReadyAsync(version, cancellationToken);
    }

    /// <summary>What forbids an administrator to publish a definition.</summary>
    internal async Task<IReadOnlyList<Problem>> BrokenRulesAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (var rule in rules)
        {
            problems.AddRange(await rule.ProblemsAsync(definition, id => ReadPublishedAsync(id, cancellationToken)));
        }

        return problems;
    }

    /// <summary>What a version that an administrator publishes is kept with: the drawing's warnings, then those of the rules.</summary>
    internal async Task<IReadOnlyList<Problem>> RemarksAsync(PublishableDefinition publishable, CancellationToken cancellationToken)
    {
        var remarks = publishable.Remarks.ToList();
        foreach (var rule in rules)
        {
            remarks.AddRange(await rule.RemarksAsync(publishable.Definition, id => ReadPublishedAsync(id, cancellationToken)));
        }

        return remarks;
    }

    private async Task<WorkflowDefinition?> ReadPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        await store.FindPublishedAsync(definitionId, cancellationToken) is { } version ? DefinitionReader.Read(version.Json).Value : null;

    /// <summary>The version that a reference means while its user is being published: the one that it names, else the published one.</summary>
    private async Task<DefinitionVersion?> FindUsableAsync(DefinitionReference reference, CancellationToken cancellationToken)
    {
        var version = (reference.VersionId.Length > 0 ? await store.FindAsync(reference.VersionId, cancellationToken) : null)
            ?? (await DefinitionIdOfAsync(reference, cancellationToken) is { } id ? await store.FindPublishedAsync(id, cancellationToken) : null);
        return version is not null && DefinitionReader.Read(version.Json).Value is { IsUsableAsActivity: true } ? version : null;
    }

    private async Task<string?> DefinitionIdOfAsync(DefinitionReference reference, CancellationToken cancellationToken) => reference.DefinitionId.Length > 0
        ? reference.DefinitionId
        : (await store.PublishedNamesAsync(cancellationToken))
            .FirstOrDefault(published => WorkflowDefinition.ActivityTypeOf(published.Name) == reference.Type).DefinitionId;

    private async Task<Procedure> ReadyAsync(DefinitionVersion version, CancellationToken cancellationToken)
    {
        if (procedures.TryGetValue(version.Id, out var known))
        {
            return known;
        }

        var definition = DefinitionReader.Read(version.Json).Value
            ?? throw new InvalidOperationException($"Definition version {version.Id} can no longer be read.");
        var (graph, _, _) = await UsedDefinitions.CompileAsync(
            registry,
            definition,
            async reference => version.Uses.Find(reference) is { } used ? await store.FindAsync(used, cancellationToken) : null);
        return procedures.GetOrAdd(version.Id, _ => new Procedure(
            version, graph.Value ?? throw new InvalidOperationException($"Definition version {version.Id} can no longer be compiled.")));
    }
}
