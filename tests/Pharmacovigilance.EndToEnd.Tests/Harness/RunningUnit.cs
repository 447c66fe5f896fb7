using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>The real, built program as a process of its own, on a free port, with what it printed.</summary>
public sealed class RunningUnit : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(180);

    private Process process;
    private readonly string[] arguments;
    private readonly string folder;
    private readonly StringBuilder output = new();

    private RunningUnit(string[] arguments, string address, string folder)
    {
        (this.arguments, Address, this.folder) = (arguments, address, folder);
        process = Launch();
    }

    /// <summary>E.g. <c>http://localhost:41234</c>, without a slash at the end.</summary>
    public string Address { get; }

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>The demonstration unit with its accounts; without patients unless some are asked for, so that a test finds only its own.</summary>
    public static Task<RunningUnit> DemoAsync(CancellationToken cancellationToken, int patients = 0) =>
        StartAsync(
            _ => ["demo", "--Unit:DemoPatients", patients.ToString(CultureInfo.InvariantCulture)],
            cancellationToken
        );

    /// <summary>A real unit with an empty data folder of its own.</summary>
    public static Task<RunningUnit> EmptyAsync(CancellationToken cancellationToken) =>
        StartAsync(folder => ["--Unit:DataFolder", Path.Combine(folder, "data")], cancellationToken);

    /// <summary>A real unit on a data folder that a test filled before; the folder is moved and removed with the unit.</summary>
    /// <param name="settings">Further settings, e.g. <c>--Unit:IdleLockMinutes 1</c> as two parts.</param>
    public static Task<RunningUnit> OfFolderAsync(
        string dataFolder,
        CancellationToken cancellationToken,
        params string[] settings
    ) =>
        StartAsync(
            folder =>
            {
                Directory.Move(dataFolder, Path.Combine(folder, "data"));
                return ["--Unit:DataFolder", Path.Combine(folder, "data"), .. settings];
            },
            cancellationToken
        );

    private static async Task<RunningUnit> StartAsync(
        Func<string, string[]> arguments,
        CancellationToken cancellationToken
    )
    {
        string address = $"http://localhost:{FreePort()}";
        string folder = Directory.CreateTempSubdirectory("pharmacovigilance-test-").FullName;
        var unit = new RunningUnit([RepositoryPaths.Program, .. arguments(folder), "--urls", address], address, folder);
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

    private Process Launch()
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };

        // Hexadecimal, 4 s. The program optimises at once what it runs often, which pays over a shift and not over a few tests:
        // more than half of its processor time here went into that.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "1000";

        // What a killed program leaves behind goes with the test's own folder.
        start.Environment["TMPDIR"] = start.Environment["TEMP"] = folder;
        var launched = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started.");
        launched.OutputDataReceived += Keep;
        launched.ErrorDataReceived += Keep;
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    /// <summary>Ends the process as a power cut would; the data folder stays until disposal.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    /// <summary>Stops the process without ending it: its sockets stay open and nothing answers.</summary>
    public async Task FreezeAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-STOP", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Kills the process and starts it anew at the same address.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        Kill();
        await process.WaitForExitAsync(cancellationToken);
        process.Dispose();
        process = Launch();
        await WaitUntilOpenAsync(cancellationToken);
    }

    private async Task WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            while (!await IsOpenAsync(client, limit.Token))
            {
                if (process.HasExited)
                    throw new InvalidOperationException(
                        $"The program ended with {process.ExitCode} before it was open:\n{Output}"
                    );
                await Task.Delay(100, limit.Token);
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The program was not open after {StartLimit.TotalSeconds} s:\n{Output}", e);
        }
    }

    private static async Task<bool> IsOpenAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync("/sign-in", cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null)
            return;
        lock (output)
            output.AppendLine(e.Data);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
