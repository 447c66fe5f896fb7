using Pharmacovigilance.Storage.Tests.Database;

namespace Pharmacovigilance.Storage.Tests;

public static class Program
{
    public static Task<int> Main(string[] args) =>
        args is [WriteUntilKilled.Command, var folder]
            ? WriteUntilKilled.RunAsync(folder)
            : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
