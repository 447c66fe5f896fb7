using System.Diagnostics;

namespace Pharmacovigilance.Web.Tests.Harness;

/// <summary>The built program as a person at a console or a script calls it.</summary>
internal static class ConsoleProgram
{
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        string temporary = Directory.CreateTempSubdirectory("console-program-").FullName;
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Pharmacovigilance.Web.dll"));
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        foreach (string variable in (string[])["TMPDIR", "TMP", "TEMP"])
            start.Environment[variable] = temporary;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        // The runtime keeps its own pipes there; a database of the program must be gone.
        Assert.Empty(Directory.EnumerateDirectories(temporary, "pharmacovigilance-*"));
        Directory.Delete(temporary, recursive: true);
        return (process.ExitCode, await output, await errors);
    }
}
