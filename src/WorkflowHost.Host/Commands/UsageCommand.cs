namespace WorkflowHost.Host.Commands;

/// <summary>Says why the arguments can't be followed, and how they are written.</summary>
internal sealed class UsageCommand(params string[] lines) : IHostCommand
{
    public bool NeedsDatabase => false;

    public async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }

        return 2;
    }
}
