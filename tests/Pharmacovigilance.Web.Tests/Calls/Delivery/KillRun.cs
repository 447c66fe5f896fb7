using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

/// <summary>
/// Kills the product (SIGKILL) at random moments while it records and delivers to a real mail server, a real receiver of
/// webhooks and a real client of the hub, until all recordings are acknowledged and everything is delivered.
/// </summary>
internal sealed class KillRun : IDisposable
{
    public const string Command = "kill";

    /// <summary>Recordings asked for and not acknowledged, at most.</summary>
    private const int AtOnce = 8;

    /// <summary>Recordings acknowledged in one life, at most about: a long run has many kills.</summary>
    private const int MostInALife = 40;

    private readonly SmtpReceiver mail = new() { Slowness = TimeSpan.FromMilliseconds(20) };
    private readonly WebhookReceiver webhook = new() { Slowness = TimeSpan.FromMilliseconds(20) };
    private readonly string folder = Directory.CreateTempSubdirectory("pharmacovigilance-kill-").FullName;
    private readonly string address;
    private readonly int recordings;
    private readonly Random random;
    private readonly ConcurrentDictionary<int, bool> acknowledged = [];
    private readonly ConcurrentQueue<long> hubSeqs = [];
    private CookieContainer? cookies;
    private int kills;

    public KillRun(int recordings, int seed)
    {
        (this.recordings, random) = (recordings, new Random(seed));
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        address = string.Create(
            CultureInfo.InvariantCulture,
            $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}"
        );
    }

    /// <param name="options"><c>--recordings N</c>, 200 unless given, and <c>--seed N</c>.</param>
    public static async Task<int> RunAsync(string[] options)
    {
        int Option(string name, int otherwise) =>
            Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length
                ? int.Parse(options[at + 1], CultureInfo.InvariantCulture)
                : otherwise;
        int seed = Option("--seed", 1);
        using var run = new KillRun(Option("--recordings", 200), seed);
        run.Say = Console.WriteLine;
        var figures = await run.RunAsync(killsAtLeast: 0, CancellationToken.None);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {seed}\n{figures}"));
        return figures.IsClean ? 0 : 1;
    }

    /// <summary>Receives how far it is, after each life.</summary>
    private Action<string> Say { get; set; } = _ => { };

    /// <param name="killsAtLeast">Further kills once everything is recorded: the deliveries are then cut.</param>
    public async Task<KillFigures> RunAsync(int killsAtLeast, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (acknowledged.Count < recordings || kills < killsAtLeast)
        {
            await LiveAndDieAsync(cancellationToken);
            Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{watch.Elapsed.TotalSeconds:0} s: killed {kills} times, {acknowledged.Count} acknowledged, {mail.Mails.Count} mails, {webhook.Events.Count} webhooks"
                )
            );
        }

        await LiveUntilDeliveredAsync(cancellationToken);
        return KillFigures.Of(
            folder,
            recordings,
            acknowledged.Count,
            kills,
            [.. mail.Mails],
            [.. webhook.Events],
            [.. hubSeqs],
            watch.Elapsed
        );
    }

    private async Task LiveAndDieAsync(CancellationToken cancellationToken)
    {
        using var child = Start();
        using var dying = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var answers = new SemaphoreSlim(AtOnce);
        var (reading, asking, listening) = (Task.CompletedTask, Task.CompletedTask, Task.CompletedTask);
        try
        {
            if (random.Next(10) == 0)
            {
                // Some die before they are open.
                await Task.Delay(random.Next(200, 1500), cancellationToken);
                return;
            }

            await OpenAsync(child, cancellationToken);
            listening = ListenAsync(dying.Token);
            reading = ReadAsync(child, answers);
            asking = AskAsync(child, answers, dying.Token);
            await Task.WhenAny(reading, DeathAsync(cancellationToken));
        }
        finally
        {
            child.Kill();
            kills++;
            await dying.CancelAsync();
            await Task.WhenAll(reading, asking, listening);
            await child.WaitForExitAsync(cancellationToken);
        }
    }

    /// <summary>Half of the lives end soon after they are open, half amid the work, however slow the machine is.</summary>
    private async Task DeathAsync(CancellationToken cancellationToken)
    {
        int enough =
            random.Next(2) == 0 ? 0 : acknowledged.Count + random.Next(1, Math.Clamp(recordings / 6, 2, MostInALife));
        while (acknowledged.Count < Math.Min(enough, recordings))
            await Task.Delay(5, cancellationToken);
        await Task.Delay(random.Next(50, enough == 0 ? 2500 : 400), cancellationToken);
    }

    private async Task LiveUntilDeliveredAsync(CancellationToken cancellationToken)
    {
        using var child = Start();
        using var dying = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = Task.CompletedTask;
        try
        {
            await OpenAsync(child, cancellationToken);
            listening = ListenAsync(dying.Token);
            while (!KillFigures.IsDelivered(folder))
                await Task.Delay(100, cancellationToken);
            // Delivered to the hub is not yet seen in the browser: it comes, or is asked for.
            var told = KillFigures.Seqs(folder);
            var watch = Stopwatch.StartNew();
            while (!told.IsSubsetOf(hubSeqs) && watch.Elapsed < TimeSpan.FromSeconds(60))
            {
                if (listening.IsCompleted)
                    listening = ListenAsync(dying.Token);
                await Task.Delay(100, cancellationToken);
            }
        }
        finally
        {
            child.Kill();
            await dying.CancelAsync();
            await listening;
            await child.WaitForExitAsync(cancellationToken);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            typeof(KillRun).Assembly.Location,
            KilledUnit.Command,
            folder,
            "--urls",
            address,
            .. mail.Settings,
            .. webhook.Settings,
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task OpenAsync(Process child, CancellationToken cancellationToken)
    {
        while (await child.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == KilledUnit.Open)
                return;
        }

        throw new InvalidOperationException("The unit ended by itself.");
    }

    /// <summary>Asks for what is not acknowledged, as a client does that got no answer: with the same keys.</summary>
    /// <param name="answers">Entered for each question.</param>
    private async Task AskAsync(Process child, SemaphoreSlim answers, CancellationToken cancellationToken)
    {
        try
        {
            foreach (int next in Enumerable.Range(1, recordings).Where(n => !acknowledged.ContainsKey(n)).ToList())
            {
                await answers.WaitAsync(cancellationToken);
                await child.StandardInput.WriteLineAsync(next.ToString(CultureInfo.InvariantCulture));
                await child.StandardInput.FlushAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It was killed.
        }
    }

    /// <summary>Reads what is acknowledged up to the last word before its death: a line without its mark was cut.</summary>
    private async Task ReadAsync(Process child, SemaphoreSlim answers)
    {
        while (await child.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (!line.EndsWith(KilledUnit.Mark))
                continue;
            acknowledged.TryAdd(int.Parse(line[..^1], CultureInfo.InvariantCulture), true);
            answers.Release();
        }
    }

    /// <summary>The physician's browser: connects, asks for what it missed, and listens.</summary>
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            cookies ??= await HubClient.SignInAsync(address, KilledUnit.Physician);
            await using var client = await HubClient.ConnectAsync(address, cookies);
            long last = hubSeqs.IsEmpty ? 0 : hubSeqs.Max();
            while (await client.SinceAsync(last) is { Count: > 0 } missed)
            {
                foreach (var change in missed)
                    hubSeqs.Enqueue(change.Seq);
                last = missed[^1].Seq;
            }

            while (!cancellationToken.IsCancellationRequested)
            {
                while (client.TryNext(out var change))
                    hubSeqs.Enqueue(change.Seq);
                await Task.Delay(20, cancellationToken);
            }
        }
        catch (Exception e)
            when (e
                    is OperationCanceledException
                        or WebSocketException
                        or HttpRequestException
                        or TimeoutException
                        or IOException
            )
        {
            // The unit is gone; the next connection asks for what was missed.
        }
    }

    public void Dispose()
    {
        mail.Dispose();
        webhook.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
