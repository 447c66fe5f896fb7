using Microsoft.AspNetCore.Connections;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.AdverseEvents;
using Pharmacovigilance.Web.Qualification;
using Pharmacovigilance.Web.Qualification.Simulation;
using Pharmacovigilance.Web.Replay;
using Pharmacovigilance.Web.Verbs;

namespace Pharmacovigilance.Web.Composition;

/// <summary>What the program can be asked to do. Exit codes: 0 done, 1 refused to start, 2 not understood.</summary>
internal static class Verbs
{
    private const string Usage = """
        Usage:
          (no verb) [--Unit:DataFolder <folder>] [--urls <address>]   serve the unit
          demo [--urls <address>]                                     serve a synthetic demonstration unit
          replay <scenario.json> [--rules <rule set>]                 run a scenario and print what follows from it as JSON
          import ctcae <workbook.xlsx> [--preview] [--accept-rejected] [--Unit:DataFolder <folder>]
                                                                      load NCI's full CTCAE dictionary into the unit
          qualify grading <vectors.csv>                               check the grading against your own expected grades
          qualify statistics <oracle.csv>                             recompute a table of known statistical results
          simulate --null|--hazard <multiple>|--ratio <hazard ratio> [--spread <true>] [--tau <assumed>] [--hazard-shape <shape>]
                   [--trial simulated|posterior|published] [--term <stream>|family] [--raise <stream>] [--units 2000] [--years 10] [--seed 1]
                                                                      how often units are called worse or within expectation, and how soon
          schema sqlite|postgres                                      print the tables as plain SQL
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                ["demo", .. var rest] => await UnitProgram.RunAsync(UnitMode.Demo, rest),
                ["replay", .. var rest] => await ReplayAsync(rest),
                ["import", .. var rest] => await ImportVerb.RunAsync(
                    rest,
                    Console.Out,
                    Console.Error,
                    isTerminal: !Console.IsErrorRedirected
                ),
                ["qualify", .. var rest] => await QualifyVerb.RunAsync(rest, Console.Out, Console.Error),
                ["simulate", .. var rest] => await SimulateVerb.RunAsync(rest, Console.Out, Console.Error),
                ["schema", .. var rest] => await SchemaVerb.RunAsync(rest, Console.Out, Console.Error),
                [] or [['-', ..], ..] => await UnitProgram.RunAsync(UnitMode.Real, args),
                [var verb, ..] => await RefuseAsync(
                    $"'{verb}' is not something this program can do.{Environment.NewLine}{Usage}",
                    exitCode: 2
                ),
            };
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            return await RefuseAsync(sentence, exitCode: 1);
        }
    }

    /// <summary>Standard output carries the report and nothing else.</summary>
    private static async Task<int> ReplayAsync(string[] args)
    {
        await using var output = Console.OpenStandardOutput();
        return await ReplayVerb.RunAsync(args, output, Console.Error);
    }

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

    private static async Task<int> RefuseAsync(string sentence, int exitCode)
    {
        await Console.Error.WriteLineAsync(sentence);
        return exitCode;
    }
}
