using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Signals;

/// <summary>Figures and names on the page of one stream, in the language of the screen. What is unknown has words of its own.</summary>
public sealed class StreamWords(IStringLocalizer<StreamText> text, UnitClock clock, KnowledgeInForce known)
{
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public ReferenceSet Rates => known.Current.Rates;

    public TallyScale Scale => known.Current.Scale;

    public ExposureKnowledge Exposure => known.Current.Exposure;

    public UnitClock Clock => clock;

    public string Title(StreamKey key) =>
        key.OtherRoute is { } route
            ? text[
                "TitleOfRoute",
                Term(key.LltCode),
                text[$"Band{key.Band}"].Value,
                key.Regimen,
                text[$"Route{route}"].Value
            ]
            : text["Title", Term(key.LltCode), text[$"Band{key.Band}"], key.Regimen];

    /// <summary>What another trial saw: its name, route and percentage.</summary>
    public string Beside(ReferenceRate row) =>
        text[
            "Beside",
            Of(row.Population.Title),
            row.Percent!,
            row.PatientsWithEvent is { } x ? text["OfPatients", x, row.Patients].Value : text["CountOpen"].Value
        ];

    public string Term(string llt) => known.Current.TrialCtcae.Find(llt)?.Name.In(Language) ?? llt;

    public string Of(string words) => Rates.In(words, Language);

    /// <summary>The unit's day of an instant.</summary>
    public string Day(DateTimeOffset at) => Day(clock.DateOf(at));

    public static string Day(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>"38 of 152 (25.0 %)"; below the minimum the count alone.</summary>
    public string Count(int k, int m, bool percent) =>
        percent && m > 0 ? text["CountPercent", k, m, 100.0 * k / m] : text["OfPatients", k, m];

    public string Percent(double share) => text["Percent", 100 * share];

    /// <summary>A probability: neither 0 nor 100 %, however many digits are left out.</summary>
    public string Probability(double probability) =>
        probability > 0.9995 ? text["NearlyCertain", 99.9]
        : probability < 0.0005 ? text["NearlyImpossible", 0.1]
        : Percent(probability);

    public string Percent(Interval interval) => text["PercentInterval", 100 * interval.Lower, 100 * interval.Upper];

    public string Trial(ReferenceRate row) => Count(row.PatientsWithEvent!.Value, row.Patients, percent: true);

    public string FollowUp(ReferenceRate row) =>
        row.Cut.MedianFollowUpMonths is { } months
            ? text[row.Cut.MedianFollowUpVerified ? "FollowUp" : "FollowUpUnverified", months]
            : text["FollowUpUnknown"];
}
