using Pharmacovigilance.Web.Verbs;

namespace Pharmacovigilance.Web.Tests.Harness;

/// <summary>A verb called in this process, as a script calls it: nothing goes to a terminal.</summary>
internal static class VerbRun
{
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var bytes = new MemoryStream();
        int exit = await CommandLine.RunAsync(args, new VerbConsole(output, errors, () => bytes));
        return (exit, output + System.Text.Encoding.UTF8.GetString(bytes.ToArray()), errors.ToString());
    }
}
