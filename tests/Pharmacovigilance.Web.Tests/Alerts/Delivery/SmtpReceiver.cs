using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Pharmacovigilance.Web.Tests.Alerts.Delivery;

/// <summary>A mail as it was taken.</summary>
internal sealed record TakenMail(string MessageId, string Recipient, string Subject, string Body);

/// <summary>An SMTP server over a socket: takes mails and remembers them; can be slow, refuse recipients, or be away.</summary>
internal sealed partial class SmtpReceiver : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();

    public SmtpReceiver()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>In the order in which they were taken, repeated ones too.</summary>
    public ConcurrentQueue<TakenMail> Mails { get; } = [];

    /// <summary>How long each mail takes.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Answer to every recipient; null = taken.</summary>
    public string? RecipientRefusal { get; set; }

    /// <summary>While true every connection is closed without a word.</summary>
    public bool IsAway { get; set; }

    /// <summary>Settings that make a unit use this server.</summary>
    public string[] Settings => ["--Delivery:Mail:Host", "127.0.0.1", "--Delivery:Mail:Port", Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--Delivery:Mail:From", "unit@hospital.example"];

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(ending.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var served = client;
        if (IsAway) return;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            string recipient = "";
            while (await reader.ReadLineAsync(ending.Token) is { } line)
            {
                string answer = "250 ok";
                if (line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase)) answer = "250-test\r\n250 8BITMIME";
                else if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase)) (recipient, answer) = (line[8..].Trim('<', '>', ' '), RecipientRefusal ?? answer);
                else if (line.Equals("DATA", StringComparison.OrdinalIgnoreCase)) answer = await TakeAsync(reader, writer, recipient);
                else if (line.Equals("QUIT", StringComparison.OrdinalIgnoreCase)) answer = "221 bye";
                await writer.WriteLineAsync(answer);
                if (answer.StartsWith("221", StringComparison.Ordinal)) return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The sender is gone.
        }
    }

    private async Task<string> TakeAsync(StreamReader reader, StreamWriter writer, string recipient)
    {
        await writer.WriteLineAsync("354 go on");
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(ending.Token) is { } line && line != ".") text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append('\n');
        await Task.Delay(Slowness, ending.Token);
        Mails.Enqueue(Mail(text.ToString(), recipient));
        return "250 taken";
    }

    private static TakenMail Mail(string text, string recipient)
    {
        int end = text.IndexOf("\n\n", StringComparison.Ordinal);
        string head = text[..end].Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal);
        string body = text[(end + 2)..];
        if (Header(head, "Content-Transfer-Encoding").Equals("base64", StringComparison.OrdinalIgnoreCase)) body = Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal)));
        else body = QuotedPrintable(body);
        return new TakenMail(Header(head, "Message-ID"), recipient, Words(Header(head, "Subject")), body);
    }

    private static string Header(string head, string name) =>
        head.Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";

    private static string Words(string subject) => EncodedWord().Replace(subject.Replace("?= =?", "?==?", StringComparison.Ordinal), match => match.Groups["how"].Value is "B" or "b"
        ? Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups["text"].Value))
        : QuotedPrintable(match.Groups["text"].Value.Replace('_', ' ')));

    private static string QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        text = text.Replace("=\n", "", StringComparison.Ordinal);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out byte value))
            {
                bytes.Add(value);
                i += 2;
            }
            else bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    public void Dispose()
    {
        ending.Cancel();
        listener.Dispose();
        ending.Dispose();
    }

    [GeneratedRegex(@"=\?utf-8\?(?<how>[BbQq])\?(?<text>[^?]*)\?=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EncodedWord();
}
