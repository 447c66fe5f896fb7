namespace Pharmacovigilance.Web.Verbs;

/// <summary>Where a verb writes. What others read goes to the output, everything else to the errors.</summary>
/// <param name="OpenBytes">The output again, for what must be the same bytes on every machine.</param>
internal sealed record VerbConsole(TextWriter Output, TextWriter Errors, Func<Stream> OpenBytes)
{
    public static VerbConsole OfProcess { get; } =
        new(Console.Out, Console.Error, Console.OpenStandardOutput)
        {
            IsOutputTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
        };

    /// <summary>Whether a person reads it, who gets tables and progress that moves; a file gets plain lines.</summary>
    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }
}
