using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pharmacovigilance.Tests.Nci;
using Pharmacovigilance.Web.Tests.Resources;

namespace Pharmacovigilance.Web.Tests.Documents;

/// <summary>What README and docs tell a reader to type does what they say.</summary>
public sealed class DocumentedCommandsTests : IDisposable
{
    /// <summary>What is not executed here, with the reason.</summary>
    private static readonly (string Begins, string Reason)[] NotHere =
    [
        ("dotnet tool restore", "fetches the formatter; a test run does it"),
        ("dotnet csharpier format .", "writes into the sources; a test run checks them"),
        ("bash tests/run.sh", "runs every test, this one among them"),
        (
            "dotnet run --project tests/Pharmacovigilance.Web.Tests -- kill",
            "minutes to hours; its short form is a test of its own"
        ),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("documented-").FullName;

    public static TheoryData<string> Calls =>
        [.. DocumentedCall.All.Where(call => call.Args is not null).Select(call => call.Where)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Lines_ThatAreNotExecuted_AreListedWithTheReason()
    {
        var others = DocumentedCall.All.Where(call => call.Line.Length > 0 && call.Args is null).ToList();
        Assert.Empty(
            others
                .Where(call => !NotHere.Any(one => call.Line.StartsWith(one.Begins, StringComparison.Ordinal)))
                .Select(call => $"{call.Where}: {call.Line}")
        );
        Assert.All(NotHere, one =>
            Assert.Contains(others, call => call.Line.StartsWith(one.Begins, StringComparison.Ordinal))
        );
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_DoesWhatItSays(string where)
    {
        var call = DocumentedCall.All.Single(one => one.Where == where);
        string[] args = [.. Smaller([.. call.Args!])];
        if (args is [] or ["demo", ..] or [['-', ..], ..])
            await ServesAsync(args);
        else
            await EndsAsync(args);
    }

    /// <summary>The same call with what makes it long made small.</summary>
    private static IEnumerable<string> Smaller(string[] args)
    {
        for (int i = 0; i < args.Length; i++)
            yield return (i > 0 ? args[i - 1] : "", args[i]) switch
            {
                ("--units", _) => "20",
                ("--years", _) => "1",
                (_, "<workbook.xlsx>") => NciWorkbooks.PathOf(NciWorkbooks.V60),
                var (_, arg) => arg,
            };
        if (args is ["demo", ..])
            foreach (string setting in (string[])["--Unit:DemoPatients", "1"])
                yield return setting;
    }

    private async Task EndsAsync(string[] args)
    {
        using var process = Start([.. args, "--Unit:DataFolder", Path.Combine(folder, "data")]);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process
            .WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        // Of a few simulated units the interval is too wide to show the promise.
        Assert.True(process.ExitCode == 0 || (process.ExitCode == 1 && args[0] == "simulate"), await errors);
        Assert.NotEmpty(await output);
    }

    private async Task ServesAsync(string[] args)
    {
        string address = $"http://localhost:{FreePort()}";
        using var process = Start([.. args, "--Unit:DataFolder", Path.Combine(folder, "data"), "--urls", address]);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            var waited = Stopwatch.StartNew();
            while (!await AnswersAsync(client))
            {
                Assert.False(process.HasExited, process.HasExited ? await errors : "");
                Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), "It does not answer.");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/sign-in", TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Process Start(string[] args)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Pharmacovigilance.Web.dll"), .. args]
        )
        {
            WorkingDirectory = SourceFiles.Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        // What a killed program leaves behind goes with the test's own folder.
        foreach (string variable in (string[])["TMPDIR", "TMP", "TEMP"])
            start.Environment[variable] = folder;
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
