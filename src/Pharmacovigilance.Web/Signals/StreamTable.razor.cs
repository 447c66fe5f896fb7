using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The streams of one regimen: what is above the reference first, what cannot be compared last.</summary>
public sealed partial class StreamTable(IStringLocalizer<SignalsText> text, Knowledge knowledge, UnitClock clock)
{
    private static readonly ComparisonState[] Urgency =
        [ComparisonState.AboveReference, ComparisonState.WithinExpectation, ComparisonState.TooFewPatients, ComparisonState.NotComparable, ComparisonState.NoReference];

    private IStringLocalizer<SignalsText> Text => text;

    [Parameter, EditorRequired]
    public Regimen Regimen { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<BoardRow> Rows { get; set; } = [];

    private string TrialName => Regimen switch
    {
        Regimen.IsaPd => "ICARIA-MM",
        Regimen.IsaKd => "IKEMA",
    };

    private sealed record OneSeries(string Key, IReadOnlyList<BoardRow> Rows);

    private IEnumerable<OneSeries> Series => Rows
        .GroupBy(row => $"{row.Counts.LltCode}-{row.Counts.Basis}", StringComparer.Ordinal)
        .Select(group => new OneSeries(group.Key, [.. group]))
        .OrderBy(series => series.Rows.Min(row => Array.IndexOf(Urgency, row.Comparison.State)));

    private string TermName(BoardRow row) =>
        knowledge.TrialCtcae.Find(row.Counts.LltCode)!.Name.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    /// <summary>Below the minimum a percentage would say more than the patients can: one of one is not 100 %.</summary>
    private string? Percent(BoardRow row) => row.Comparison is { Unit: { } interval, M: var m, MinimumPatients: var minimum } && m >= minimum
        ? text["PercentInterval", 100.0 * row.Counts.PatientsWithEvent / m, 100 * interval.Lower, 100 * interval.Upper].Value
        : null;

    private string ReferencePercent(DescriptiveComparison comparison) => comparison is { Reference: { } rate, ReferenceInterval: { } interval }
        ? text["PercentInterval", 100.0 * rate.PatientsWithEvent!.Value / rate.Patients, 100 * interval.Lower, 100 * interval.Upper]
        : "";

    private string Source(ReferenceRate rate) => rate switch
    {
        { InUnit: { } two } => text["SourceReadHere", two.First.Document, two.Second.Document, Words(rate.Cut.Label)],
        { Cut.MedianFollowUpMonths: { } months } => text["SourceWithFollowUp", rate.Source.Tag, Words(rate.Cut.Label), months],
        _ => text["SourceWithoutFollowUp", rate.Source.Tag, Words(rate.Cut.Label)],
    };

    /// <summary>The tag and the letter of the data cut; the whole of it stands in the title and on the reference page.</summary>
    private string ShortSource(ReferenceRate rate) =>
        text["SourceShort", rate.InUnit is null ? rate.Source.Tag : text["ReadHere"].Value, rate.Cut.Label.Split(':')[0]];

    private string Words(string text) => knowledge.Rates.In(text, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    private string Term(ReferenceRate rate) => text[rate.TermKind is { } kind ? $"Term{kind}" : "TermLaboratory"];

    private string VerifiedBy(UnitVerification two) => text["VerifiedHereBy", two.First.By, At(two.First), two.Second.By, At(two.Second)];

    private string At(RowReading reading) => clock.AtUnit(reading.At).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    private string Reason(BoardRow row) => row.Comparison.Reason switch
    {
        ComparisonReason.NoRowForStream when row.Candidate is { } candidate =>
            text["ReasonUnverifiedRow", candidate.PatientsWithEvent!, candidate.Patients, candidate.Source.Tag, candidate.Cut.Label.Split(':')[0]],
        ComparisonReason.CtcaeCriteriaDiffer => ForeignScale(row.Counts),
        var reason => text[$"Reason{reason}", row.Comparison.M, row.Comparison.MinimumPatients],
    };

    /// <summary>Which grade of the version in force keeps it apart from the trial's, or how many patients were graded by another version.</summary>
    private string ForeignScale(StreamCounts counts)
    {
        var scale = knowledge.Scale;
        string trials = CtcaeVersions.Format(scale.Trials);
        return scale.WithTrials(counts.LltCode, counts.Band) is { IsComparable: false } difference
            ? text[$"ReasonCtcae{difference.Reason}", CtcaeVersions.Format(scale.History.Current), trials, (int?)difference.Grade ?? 0]
            : text["ReasonCtcaeOfOthers", counts.NotComparable, trials];
    }

    private static StateKind KindOf(ComparisonState state) => state switch
    {
        ComparisonState.NoReference => StateKind.Unknown,
        ComparisonState.TooFewPatients => StateKind.Neutral,
        ComparisonState.WithinExpectation => StateKind.Good,
        ComparisonState.AboveReference => StateKind.Attention,
        ComparisonState.NotComparable => StateKind.Unknown,
    };
}
