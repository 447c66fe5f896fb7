using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>The help of every verb, and below it what holds for all of them.</summary>
internal sealed class VerbHelp(SynchronousCommandLineAction plain) : SynchronousCommandLineAction
{
    private const string OfSettings = """
        Settings:
          Every setting of appsettings.json goes with every command, as --Section:Key <value> or --Section:Key=<value>.
          Commands that open no unit (replay, qualify, simulate) do not use them.
        """;

    public override bool ClearsParseErrors => plain.ClearsParseErrors;

    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new VerbHelp((SynchronousCommandLineAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        int exit = plain.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(OfSettings);
        output.WriteLine();
        output.WriteLine(ExitCode.Described);
        return exit;
    }
}
