using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Reference;

/// <summary>What the ledger says about a row, in the language of the screen. What is unknown has words of its own.</summary>
public sealed class RateWords(IStringLocalizer<ReferenceText> text, UnitClock clock, KnowledgeInForce known)
{
    /// <summary>A text of the ledger itself, in the language of the screen.</summary>
    public string Of(string words) => known.Current.Rates.In(words, Language);

    public string Count(ReferenceRate row) =>
        row.PatientsWithEvent is { } x ? text["OfPatients", x, row.Patients] : text["OfUnknown", row.Patients];

    public string Printed(ReferenceRate row) =>
        row.Percent is { } percent ? text["PrintedPercent", percent.ToString()] : text["NoPercent"];

    /// <summary>95 % Wilson interval in percent, only where the count is known.</summary>
    public string Interval(ReferenceRate row) =>
        row.PatientsWithEvent is { } x && BinomialInterval.Wilson(x, row.Patients) is { } interval
            ? text["Interval", 100 * interval.Lower, 100 * interval.Upper]
            : text["IntervalUnknown"];

    public string Band(ReferenceRate row) => row.Band is { } band ? text[$"Band{band}"] : text["BandUnknown"];

    public string Term(ReferenceRate row) => row.TermKind is { } kind ? text[$"Term{kind}"] : text["TermLaboratory"];

    public string CutDate(DataCut cut) =>
        cut.Date is { } date ? Confirmed(text["CutDate", Day(date)], cut.DateVerified) : text["CutDateUnknown"];

    public string FollowUp(DataCut cut) =>
        cut.MedianFollowUpMonths is { } months
            ? Confirmed(text["FollowUp", months], cut.MedianFollowUpVerified)
            : text["FollowUpUnknown"];

    /// <summary>How long the arm was treated at that cut.</summary>
    public string Exposure(DataCut cut, string armId) =>
        cut.ExposureOf(armId) is { } exposure
            ? Confirmed(text["Exposure", exposure.MedianWeeks], exposure.Verified)
            : text["ExposureUnknown"];

    public string Derivation(ReferenceRate row) =>
        row.Derivation is { } derivation ? text[$"Derivation{derivation}"] : text["OfUnknown", row.Patients];

    public string Title(ReferenceRate row) => text["RowTitle", Of(row.Event), row.Arm.Id, Band(row)];

    /// <summary>By whom and when; for what is not verified, how far it has come.</summary>
    public string VerifiedBy(ReferenceRate row, LedgerEntry entry, RowVerification said) =>
        row.Status switch
        {
            RowStatus.Rejected => text["NotVerified"],
            RowStatus.Verified when row.InUnit is null => text[
                "VerifiedAtEntry",
                entry.By.In(Language),
                Day(row.EnteredOn)
            ],
            RowStatus.Verified or RowStatus.Unverified => InUnit(said),
        };

    public string InUnit(RowVerification said) =>
        said switch
        {
            { Verified: { } two } => text["VerifiedInUnit", two.First.By, At(two.First), two.Second.By, At(two.Second)],
            { Rejections: [var rejection, ..] } => text["RejectedInUnit", rejection.By],
            { Readings: [var reading, ..] } => text["ReadByOne", reading.By],
            _ => text["NotVerified"],
        };

    public string At(RowReading reading) =>
        clock.AtUnit(reading.At).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    public static string Day(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private string Confirmed(string sentence, bool verified) =>
        verified ? sentence : text["WithMark", sentence, text["ToBeConfirmed"]];
}
