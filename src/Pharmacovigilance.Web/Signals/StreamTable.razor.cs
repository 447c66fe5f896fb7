using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The streams of one regimen, the most urgent first.</summary>
public sealed partial class StreamTable(IStringLocalizer<SignalsText> text, KnowledgeInForce known, UnitClock clock)
{
    private IStringLocalizer<SignalsText> Text => text;

    // Asked each time: the table stays open while a row is verified.
    private Knowledge Knowledge => known.Current;

    [Parameter, EditorRequired]
    public Regimen Regimen { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<BoardRow> Rows { get; set; } = [];

    /// <summary>All rows are of one route.</summary>
    private InfusionRoute Route => Rows.Count > 0 ? Rows[0].Key.Route : InfusionRoute.Intravenous;

    private string TrialName => SignalWords.Trial(Regimen);

    private sealed record OneSeries(string Key, IReadOnlyList<BoardRow> Rows);

    private IEnumerable<OneSeries> Series =>
        Rows.GroupBy(row => $"{row.Key.LltCode}-{row.Key.Basis}", StringComparer.Ordinal)
            .Select(group => new OneSeries(group.Key, [.. group]))
            .OrderByDescending(series => series.Rows.Max(row => row.State.Urgency()));

    private static string NameOf(OneSeries series, BoardRow row) =>
        row.Key.OtherRoute is { } route ? $"{series.Key}-{row.Key.Band}-{route}" : $"{series.Key}-{row.Key.Band}";

    private string TermName(BoardRow row) =>
        Knowledge.TrialCtcae.Find(row.Key.LltCode)!.Name.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    /// <summary>The row of the present ledger; null where the board of an earlier time was compared with a row that is no more.</summary>
    private ReferenceRate? Rate(BoardRow row) =>
        row.Definition.Reference is { } reference ? Knowledge.Rates.Find(reference.RowId) : null;

    /// <summary>Below the minimum a percentage would say more than the patients can: one of one is not 100 %.</summary>
    private string? Percent(BoardRow row) =>
        row.Counts.PatientsAssessed >= row.Definition.MinimumPatients
            ? Percent(row.Counts.PatientsWithEvent, row.Counts.PatientsAssessed)
            : null;

    private string Percent(int k, int m) =>
        BinomialInterval.Wilson(k, m) is { } interval
            ? text["PercentInterval", 100.0 * k / m, 100 * interval.Lower, 100 * interval.Upper]
            : "";

    private string Source(ReferenceRate rate) =>
        rate switch
        {
            { InUnit: { } two } => text[
                "SourceReadHere",
                two.First.Document,
                two.Second.Document,
                Words(rate.Cut.Label)
            ],
            { Cut.MedianFollowUpMonths: { } months } => text[
                "SourceWithFollowUp",
                rate.Source.Tag,
                Words(rate.Cut.Label),
                months
            ],
            _ => text["SourceWithoutFollowUp", rate.Source.Tag, Words(rate.Cut.Label)],
        };

    /// <summary>The tag and the letter of the data cut; the whole of it stands in the title and on the reference page.</summary>
    private string ShortSource(ReferenceRate rate) =>
        text[
            "SourceShort",
            rate.InUnit is null ? rate.Source.Tag : text["ReadHere"].Value,
            rate.Cut.Label.Split(':')[0]
        ];

    private string Words(string text) =>
        Knowledge.Rates.In(text, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    private string Term(ReferenceRate rate) => text[rate.TermKind is { } kind ? $"Term{kind}" : "TermLaboratory"];

    private string VerifiedBy(UnitVerification two) =>
        text["VerifiedHereBy", two.First.By, At(two.First), two.Second.By, At(two.Second)];

    private string At(RowReading reading) => At(reading.At);

    private string At(DateTimeOffset at) => clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
}
