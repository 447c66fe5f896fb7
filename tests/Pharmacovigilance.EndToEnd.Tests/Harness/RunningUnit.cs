using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>The real, built program as a process of its own, on a free port, with what it printed.</summary>
public sealed class RunningUnit : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string? folder;
    private readonly StringBuilder output = new();

    private RunningUnit(Process process, string address, string? folder) => (this.process, Address, this.folder) = (process, address, folder);

    /// <summary>E.g. <c>http://localhost:41234</c>, without a slash at the end.</summary>
    public string Address { get; }

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>The synthetic demonstration unit.</summary>
    public static Task<RunningUnit> DemoAsync(CancellationToken cancellationToken) => StartAsync(["demo"], dataFolder: null, cancellationToken);

    /// <summary>A real unit with an empty data folder of its own.</summary>
    public static Task<RunningUnit> EmptyAsync(CancellationToken cancellationToken)
    {
        string dataFolder = Directory.CreateTempSubdirectory("pharmacovigilance-test-").FullName;
        return StartAsync(["--Unit:DataFolder", dataFolder], dataFolder, cancellationToken);
    }

    /// <summary>A real unit on a data folder that a test filled before; the folder is removed with the unit.</summary>
    public static Task<RunningUnit> OfFolderAsync(string dataFolder, CancellationToken cancellationToken) =>
        StartAsync(["--Unit:DataFolder", dataFolder], dataFolder, cancellationToken);

    private static async Task<RunningUnit> StartAsync(string[] arguments, string? dataFolder, CancellationToken cancellationToken)
    {
        string address = $"http://localhost:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [RepositoryPaths.Program, .. arguments, "--urls", address])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var started = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started.");
        var unit = new RunningUnit(started, address, dataFolder);
        started.OutputDataReceived += unit.Keep;
        started.ErrorDataReceived += unit.Keep;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        try
        {
            await unit.WaitUntilOpenAsync(cancellationToken);
            return unit;
        }
        catch
        {
            await unit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the process as a power cut would; the data folder stays until disposal.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    private async Task WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"The program ended with {process.ExitCode} before it was open:\n{Output}");
            try
            {
                using var answer = await client.GetAsync("/sign-in", limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, limit.Token);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The program was not open after {StartLimit.TotalSeconds} s:\n{Output}", e);
            }
        }
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null) return;
        lock (output) output.AppendLine(e.Data);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }
}
