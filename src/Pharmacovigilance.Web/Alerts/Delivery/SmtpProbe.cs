using System.Net.Sockets;
using System.Text;

namespace Pharmacovigilance.Web.Alerts.Delivery;

/// <summary>Asks an SMTP server whether it is there: greets it, asks for nothing (NOOP), and leaves.</summary>
internal static class SmtpProbe
{
    /// <exception cref="SocketException">There is no server.</exception>
    /// <exception cref="IOException">It answered something else.</exception>
    public static async Task RunAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, cancellationToken);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await ExpectAsync(reader, '2', cancellationToken);
        foreach (string command in new[] { "EHLO pharmacovigilance", "NOOP", "QUIT" })
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
            await ExpectAsync(reader, '2', cancellationToken);
        }
    }

    /// <summary>Reads one reply, which may have several lines: all but the last have a hyphen after the code.</summary>
    private static async Task ExpectAsync(StreamReader reader, char first, CancellationToken cancellationToken)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync(cancellationToken);
            if (line is not { Length: >= 3 } || line[0] != first) throw new IOException($"the server answered '{line}'");
        }
        while (line.Length > 3 && line[3] == '-');
    }
}
