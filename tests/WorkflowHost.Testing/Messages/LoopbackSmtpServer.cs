using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace WorkflowHost.Testing.Messages;

/// <summary>
/// A real mail server on 127.0.0.1 that keeps what it receives and misbehaves on request. It speaks EHLO, AUTH LOGIN, MAIL, RCPT,
/// DATA, RSET, NOOP and QUIT, without TLS.
/// </summary>
public sealed class LoopbackSmtpServer : LoopbackServer
{
    private readonly ConcurrentQueue<ReceivedMail> received = [];
    private volatile SmtpConduct conduct;

    /// <summary>Listens at a free port.</summary>
    public LoopbackSmtpServer() => Start();

    /// <summary>How the server behaves from now on.</summary>
    public SmtpConduct Conduct
    {
        get => conduct;
        set => conduct = value;
    }

    /// <summary>How long the server holds an e-mail that it has kept before it says so. Default: not at all.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>E-mails that the server has, in order; one that was refused is not here, one that was not answered may be.</summary>
    public IReadOnlyList<ReceivedMail> Received => [.. received];

    /// <summary>The last login, as <c>user:password</c>; empty when nobody logged in.</summary>
    public string Login { get; private set; } = "";

    /// <inheritdoc/>
    protected override async Task TalkAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(client, Encoding.UTF8);
        var session = new Session(this, reader, new StreamWriter(client, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true }, cancellationToken);
        if (await session.GreetAsync())
        {
            while (await reader.ReadLineAsync(cancellationToken) is { } line && await session.ObeyAsync(line))
            {
                // Each line is obeyed in the condition.
            }
        }
    }

    private sealed class Session(LoopbackSmtpServer server, StreamReader reader, StreamWriter writer, CancellationToken cancellationToken)
    {
        private string from = "";
        private string to = "";

        public async Task<bool> GreetAsync()
        {
            switch (server.Conduct)
            {
                case SmtpConduct.CloseAtGreeting:
                    return false;
                case SmtpConduct.BusyAtGreeting:
                    await SayAsync("421 loopback is busy");
                    return false;
                case SmtpConduct.HangAtGreeting:
                    await HangAsync();
                    return false;
                default:
                    await SayAsync("220 loopback ready");
                    return true;
            }
        }

        /// <returns>Whether the conversation goes on.</returns>
        public async Task<bool> ObeyAsync(string line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await SayAsync("250-loopback");
                    return await SayAsync("250 AUTH LOGIN");
                case "AUTH":
                    return await LogInAsync(line);
                case "MAIL" when server.Conduct is SmtpConduct.DemandLogin:
                    return await SayAsync("530 5.7.0 log in first");
                case "MAIL":
                    from = Address(line);
                    return await SayAsync("250 sender ok");
                case "RCPT":
                    to = Address(line);
                    return await SayAsync(server.Conduct switch
                    {
                        SmtpConduct.RefuseRecipientForNow => "450 mailbox busy",
                        SmtpConduct.RefuseRecipientForGood => "550 no such mailbox",
                        _ => "250 recipient ok",
                    });
                case "DATA":
                    return server.Conduct is not SmtpConduct.CloseAtData && await TakeAsync();
                case "QUIT":
                    await SayAsync("221 bye");
                    return false;
                case "RSET" or "NOOP":
                    return await SayAsync("250 ok");
                default:
                    return await SayAsync("502 not known here");
            }
        }

        private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

        private static string Decoded(string? text) => Encoding.UTF8.GetString(Convert.FromBase64String(text ?? ""));

        private async Task<bool> LogInAsync(string line)
        {
            var words = line.Split(' ');
            if (words.Length < 3)
            {
                await SayAsync("334 VXNlcm5hbWU6");
            }

            var user = Decoded(words.Length < 3 ? await reader.ReadLineAsync(cancellationToken) : words[2]);
            await SayAsync("334 UGFzc3dvcmQ6");
            server.Login = $"{user}:{Decoded(await reader.ReadLineAsync(cancellationToken))}";
            return await SayAsync("235 welcome");
        }

        private async Task<bool> TakeAsync()
        {
            await SayAsync("354 go on");
            var text = new StringBuilder();
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line == ".")
                {
                    return await JudgeAsync(new ReceivedMail(from, to, text.ToString()));
                }

                text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }

            return false;
        }

        private async Task<bool> JudgeAsync(ReceivedMail mail)
        {
            switch (server.Conduct)
            {
                case SmtpConduct.RefuseMessageForNow:
                    return await SayAsync("451 try later");
                case SmtpConduct.RefuseMessageForGood:
                    return await SayAsync("554 not wanted");
                default:
                    server.received.Enqueue(mail);
                    await Task.Delay(server.Pause, new WireClock(), cancellationToken);
                    break;
            }

            switch (server.Conduct)
            {
                case SmtpConduct.KeepAndClose:
                    return false;
                case SmtpConduct.KeepAndHang:
                    await HangAsync();
                    return false;
                case SmtpConduct.AcceptAndClose:
                    await SayAsync("250 kept");
                    return false;
                default:
                    return await SayAsync("250 kept");
            }
        }

        private async Task<bool> SayAsync(string line)
        {
            await writer.WriteLineAsync(line.AsMemory(), cancellationToken);
            return true;
        }

        /// <summary>Silent until the client leaves or the server is stopped.</summary>
        private async Task HangAsync()
        {
            while (await reader.ReadLineAsync(cancellationToken) is not null)
            {
                // Whatever it says, there is no answer.
            }
        }
    }
}
