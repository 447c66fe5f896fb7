using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>Which way bytes are lost.</summary>
[Flags]
public enum Lost
{
    Nothing = 0,
    ToUnit = 1,
    FromUnit = 2,
    Both = ToUnit | FromUnit,
}

/// <summary>
/// A network between a browser and a unit that can be cut as a radio network is: the sockets stay open on both sides, and
/// what is sent into them is lost. When it is back, connections that lost something are reset.
/// </summary>
internal sealed class LossyNetwork : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Line, byte> lines = new();
    private readonly CancellationTokenSource ending = new();
    private readonly int unitPort;
    private readonly Task accepting;
    private volatile Lost lost;

    private LossyNetwork(Uri unit)
    {
        unitPort = unit.Port;
        listener.Start();
        Address = string.Create(
            CultureInfo.InvariantCulture,
            $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}"
        );
        accepting = AcceptAsync();
    }

    /// <summary>Where a browser finds the unit through this network.</summary>
    public string Address { get; }

    public static LossyNetwork To(RunningUnit unit) => new(new Uri(unit.Address));

    public void Cut(Lost which = Lost.Both) => lost = which;

    public void Restore()
    {
        lost = Lost.Nothing;
        foreach (var line in lines.Keys.Where(line => line.HasLost))
            line.Reset();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptTcpClientAsync(ending.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var unit = new TcpClient { NoDelay = true };
        using var line = new Line(browser, unit);
        lines.TryAdd(line, 0);
        try
        {
            browser.NoDelay = true;
            await unit.ConnectAsync(IPAddress.Loopback, unitPort, ending.Token);
            await Task.WhenAny(
                PumpAsync(line, browser.GetStream(), unit.GetStream(), Lost.ToUnit),
                PumpAsync(line, unit.GetStream(), browser.GetStream(), Lost.FromUnit)
            );
        }
        catch (Exception e) when (IsOver(e))
        {
            // Nobody listens at the other end: a unit that is being restarted.
        }
        finally
        {
            // A closing is told as everything else is: not while the network is down.
            while (lost != Lost.Nothing && !ending.IsCancellationRequested)
                await Task.Delay(50);
            lines.TryRemove(line, out _);
        }
    }

    private async Task PumpAsync(Line line, NetworkStream from, NetworkStream to, Lost way)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            for (
                int read = await from.ReadAsync(buffer, ending.Token);
                read > 0;
                read = await from.ReadAsync(buffer, ending.Token)
            )
            {
                if (lost.HasFlag(way))
                    line.HasLost = true;
                else
                    await to.WriteAsync(buffer.AsMemory(0, read), ending.Token);
            }
        }
        catch (Exception e) when (IsOver(e))
        {
            // One end has closed.
        }
    }

    private static bool IsOver(Exception e) =>
        e
            is IOException
                or SocketException
                or ObjectDisposedException
                or OperationCanceledException
                or InvalidOperationException;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        foreach (var line in lines.Keys)
            line.Reset();
        ending.Dispose();
    }

    private sealed class Line(TcpClient browser, TcpClient unit) : IDisposable
    {
        public volatile bool HasLost;

        public void Reset()
        {
            browser.Close();
            unit.Close();
        }

        public void Dispose() => Reset();
    }
}
