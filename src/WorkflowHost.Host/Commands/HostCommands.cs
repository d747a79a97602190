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
    private const string Scenario = "--scenario";

    /// <summary>Settings of the web host itself; all others have a section: <c>Storage:Folder</c>.</summary>
    private static readonly string[] OfTheWebHost = ["urls", "environment", "contentRoot"];

    /// <summary>
    /// The command, when the arguments ask for one, and the settings among them: a path with a leading slash would be read as the
    /// name of a setting and take the next argument as its value. What is neither is refused: a misspelt word would be lost in silence.
    /// </summary>
    public static (IHostCommand? Command, string[] Settings) From(string[] arguments) => arguments switch
    {
        ["import", .. var rest] => Of(rest, ImportCommand.Usage, takesScenario: false, (file, _) => new ImportCommand(file)),
        ["play", .. var rest] => Of(rest, PlayCommand.Usage, takesScenario: true, (definition, file) => new PlayCommand(definition, file)),
        ["check", .. var rest] => Of(rest, CheckCommand.Usage, takesScenario: false, (definition, _) => new CheckCommand(definition)),
        _ => Server(arguments),
    };

    private static (IHostCommand? Command, string[] Settings) Of(
        string[] arguments, string usage, bool takesScenario, Func<string, string?, IHostCommand> command)
    {
        (IHostCommand? Command, string[] Settings) Refused(string sentence) => (new UsageCommand(sentence, usage), []);

        var subject = arguments is [var first, ..] && !first.StartsWith('-') ? first : null;
        var scenario = (string?)null;
        var settings = new List<string>();
        for (var at = subject is null ? 0 : 1; at < arguments.Length; at++)
        {
            var argument = arguments[at];
            var isScenario = takesScenario && argument is Scenario && scenario is null;
            if (!isScenario && !IsSettingOfCommand(argument))
            {
                return Refused($"不认识“{argument}”。");
            }

            if (!isScenario)
            {
                settings.Add(argument);
            }

            if (argument.Contains('=', StringComparison.Ordinal))
            {
                continue;
            }

            if (IsMissing(++at, arguments))
            {
                return Refused($"“{argument}”后面缺少{(isScenario ? "情景文件" : "值")}。");
            }

            if (isScenario)
            {
                scenario = arguments[at];
            }
            else
            {
                settings.Add(arguments[at]);
            }
        }

        return (command(subject ?? "", scenario), [.. settings]);
    }

    /// <summary>No command: all that is there has to be a setting in one of the forms that the configuration reads.</summary>
    private static (IHostCommand? Command, string[] Settings) Server(string[] arguments)
    {
        (IHostCommand? Command, string[] Settings) Refused(string sentence) => (new UsageCommand(
            sentence, "用法：不带命令时启动系统，只接受 --名称=值 形式的设置；命令有：",
            $"  {ImportCommand.Words}", $"  {CheckCommand.Words}", $"  {PlayCommand.Words}"), []);

        for (var at = 0; at < arguments.Length; at++)
        {
            var argument = arguments[at];
            if (argument.Contains('=', StringComparison.Ordinal))
            {
                continue;
            }

            if (!argument.StartsWith("--", StringComparison.Ordinal) && !argument.StartsWith('/'))
            {
                return Refused(at == 0 ? $"没有命令“{argument}”。" : $"不认识“{argument}”。");
            }

            if (IsMissing(++at, arguments))
            {
                return Refused($"“{argument}”后面缺少值。");
            }
        }

        return (null, arguments);
    }

    private static bool IsMissing(int at, string[] arguments) => at == arguments.Length || arguments[at].StartsWith("--", StringComparison.Ordinal);

    private static bool IsSettingOfCommand(string argument)
    {
        var name = argument.Split('=')[0];
        return name.StartsWith("--", StringComparison.Ordinal)
            && (name.Contains(':', StringComparison.Ordinal) || OfTheWebHost.Contains(name[2..], StringComparer.OrdinalIgnoreCase));
    }
}
