namespace WorkflowHost.Host.Commands;

/// <summary>Something that the program does instead of serving.</summary>
internal interface IHostCommand
{
    /// <summary>Whether the database has to be ready.</summary>
    bool NeedsDatabase { get; }

    /// <returns>The process's exit code.</returns>
    Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken);
}

/// <summary>The commands by their words.</summary>
internal static class HostCommands
{
    /// <summary>
    /// The command, when the arguments ask for one, and the settings among them: a path with a leading slash would be read as the
    /// name of a setting and take the next argument as its value.
    /// </summary>
    public static (IHostCommand? Command, string[] Settings) From(string[] arguments) => arguments switch
    {
        ["import", var file, .. var settings] => (new ImportCommand(file), settings),
        ["import"] => (new ImportCommand(""), []),
        ["play", var definition, "--scenario", var file, .. var settings] => (new PlayCommand(definition, file), settings),
        ["play", var definition, .. var settings] => (new PlayCommand(definition, null), settings),
        ["play"] => (new PlayCommand("", null), []),
        ["check", var definition, .. var settings] => (new CheckCommand(definition), settings),
        ["check"] => (new CheckCommand(""), []),
        _ => (null, arguments),
    };
}
