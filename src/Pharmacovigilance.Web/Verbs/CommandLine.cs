using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Microsoft.AspNetCore.Connections;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Verbs.Demo;
using Pharmacovigilance.Web.Verbs.Import;
using Pharmacovigilance.Web.Verbs.Qualification;
using Pharmacovigilance.Web.Verbs.Qualification.Simulation;
using Pharmacovigilance.Web.Verbs.Replay;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>What the program can be asked to do; <see cref="ExitCode"/> says how it ended.</summary>
internal static class CommandLine
{
    // A file may be called @something.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(IReadOnlyList<string> args, VerbConsole console)
    {
        var (settings, others) = Settings.Split(args);
        var parsed = Verbs(settings, console).Parse(others, Parsing);
        try
        {
            if (parsed.Action is ParseErrorAction refusal)
                return NotUnderstood(parsed, refusal, console.Errors);
            // The host of a unit ends by itself when the process is told to, and failures are told below.
            return await parsed.InvokeAsync(Writing(console.Output, console.Errors));
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            await console.Errors.WriteLineAsync(sentence);
            return ExitCode.Failed;
        }
    }

    /// <summary>Every verb with its options, the one without a name at the root.</summary>
    public static RootCommand Verbs(string[] settings, VerbConsole console)
    {
        var root = new ServeVerb(settings)
        {
            new DemoVerb(settings),
            new ReplayVerb(console),
            new ImportVerb(settings, console),
            new QualifyVerb(console),
            new SimulateVerb(console),
            new SchemaVerb(console),
        };
        VerbHelp.AddTo(root);
        return root;
    }

    /// <summary>Standard output stays empty: whoever reads it gets a report or nothing.</summary>
    private static int NotUnderstood(ParseResult parsed, ParseErrorAction refusal, TextWriter errors)
    {
        var command = parsed.CommandResult.Command;
        string what = parsed.Errors[0].Message;
        if (command is Verb { Subcommands.Count: 0 } verb)
        {
            errors.WriteLine($"{what} {verb.CalledLike}");
            return ExitCode.NotUnderstood;
        }

        // Among several verbs the nearest to a mistyped one is named.
        refusal.ShowHelp = false;
        parsed.InvocationConfiguration.Output = errors;
        parsed.InvocationConfiguration.Error = errors;
        refusal.Invoke(parsed);
        if (command is Verb group)
            errors.WriteLine(group.CalledLike);
        else
            command.Parse(["--help"]).Invoke(Writing(errors, errors));
        return ExitCode.NotUnderstood;
    }

    private static InvocationConfiguration Writing(TextWriter output, TextWriter errors) =>
        new()
        {
            Output = output,
            Error = errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };

    /// <summary>The sentence for a foreseeable failure of the start; null when it is a defect and must show its trace.</summary>
    internal static string? Sentence(Exception e) =>
        e switch
        {
            StartRefusedException or DatabaseRefusedException or DataFormatException => e.Message,
            IOException { InnerException: AddressInUseException } =>
                $"Another program already listens at this address ({e.Message.TrimEnd('.')}). Stop it, or choose another address with --urls http://localhost:5081.",
            InvalidDataException { InnerException: FormatException } =>
                $"appsettings.json cannot be read: {e.InnerException!.Message} Correct the file beside the program.",
            UnauthorizedAccessException =>
                $"The data folder cannot be used: {e.Message} Choose another with --Unit:DataFolder.",
            _ => null,
        };
}
