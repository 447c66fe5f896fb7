using System.Text.RegularExpressions;
using Pharmacovigilance.Web.Tests.Resources;

namespace Pharmacovigilance.Web.Tests.Shared;

/// <summary>Nothing that a save can be refused with gets out of a component: it would end the person's page.</summary>
public sealed partial class SaveSourceTests
{
    /// <summary>What is no screen: each ends its own way.</summary>
    private static readonly string[] NoScreens =
    [
        "Verbs",
        "Composition",
        "WriterProbe.cs",
        "FormDraftKeeper.cs",
        "LabelTimeMachinePage.razor.cs",
        "AnsweredStep.cs",
    ];

    private static IEnumerable<string> Screens =>
        SourceFiles
            .Of("Pharmacovigilance.Web", "*.cs")
            .Concat(SourceFiles.Of("Pharmacovigilance.Web", "*.razor"))
            .Where(file => !NoScreens.Any(part => file.Contains($"/{part}", StringComparison.Ordinal)));

    [Fact]
    public void Screens_NeverNameOneKindOfRefusal_SoThatNoneIsForgotten() =>
        Assert.Empty(Screens.Where(file => OneKind().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));

    [Fact]
    public void Screens_ThatSaveAsAPerson_SayWhyASaveWasRefused() =>
        Assert.Empty(
            Screens
                .GroupBy(file => Path.GetFileName(file).Split('.')[0], StringComparer.Ordinal)
                .Select(component => (component.Key, Text: string.Concat(component.Select(File.ReadAllText))))
                .Where(component => Save().IsMatch(component.Text) && !Explains().IsMatch(component.Text))
                .Select(component => component.Key)
        );

    [GeneratedRegex(
        @"catch \((?:RefusedException|NotAllowedException|WriteFailedException|RequestConflictException)\b",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OneKind();

    [GeneratedRegex(
        @"[sS]tore\w*\.\w+Async\((?:await person|actor)\b",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Save();

    [GeneratedRegex(
        @"\bSaving\b|SaveRefusals|DecisionTaking|ObservationPanel",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Explains();
}
