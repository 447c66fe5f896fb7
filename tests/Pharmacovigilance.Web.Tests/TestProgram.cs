using Pharmacovigilance.Web.Tests.Calls.Delivery;

namespace Pharmacovigilance.Web.Tests;

/// <summary>Three modes: the tests; a unit that is going to be killed; and the long run of killing it.</summary>
public static class TestProgram
{
    public static Task<int> Main(string[] args) =>
        args switch
        {
            [KilledUnit.Command, .. var settings] => KilledUnit.RunAsync(settings),
            [KillRun.Command, .. var options] => KillRun.RunAsync(options),
            _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
        };
}
