using System.CommandLine;
using System.Globalization;
using Pharmacovigilance.Web.Verbs;

namespace Pharmacovigilance.Web.Tests.Surface;

/// <summary>The verbs as they declare themselves.</summary>
internal static class VerbSurface
{
    public static IEnumerable<string> Lines() =>
        Lines(CommandLine.Verbs([], new VerbConsole(TextWriter.Null, TextWriter.Null, () => Stream.Null)), "");

    private static IEnumerable<string> Lines(Command command, string before)
    {
        string name = command is RootCommand ? "" : $"{before} {command.Name}".Trim();
        if (command.Action is not null)
        {
            string[] parts =
            [
                name.Length > 0 ? name : "(none)",
                .. command.Arguments.Select(argument => $"<{argument.Name}>"),
                .. command.Options.Where(option => !option.Recursive).Select(Text),
            ];
            yield return string.Join(' ', parts);
        }

        foreach (string line in command.Subcommands.SelectMany(verb => Lines(verb, name)))
            yield return line;
    }

    private static string Text(Option option) =>
        $"[{option.Name}{(option.HelpName is { } value ? $" <{value}>" : "")}"
        + $"{(option.HasDefaultValue && option.GetDefaultValue() is { } otherwise and not false ? string.Create(CultureInfo.InvariantCulture, $" = {otherwise}") : "")}]";
}
