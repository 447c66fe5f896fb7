using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>What a course begins with, as typed. Empty = unknown.</summary>
public sealed record BaselineDraft(
    string Weight = "",
    string Lines = "",
    Stated Lenalidomide = Stated.Unknown,
    Stated Inhibitor = Stated.Unknown,
    Stated RefractoryLenalidomide = Stated.Unknown,
    Stated RefractoryInhibitor = Stated.Unknown
)
{
    /// <summary>Null = not entered.</summary>
    public EcogStatus? Ecog { get; init; }

    public string Egfr { get; init; } = "";

    /// <summary>ISO 8601 as the browser's date field gives it.</summary>
    public string EgfrOn { get; init; } = "";

    /// <summary>Somebody says that the value is not known.</summary>
    public bool EgfrNotKnown { get; init; }

    public static BaselineDraft Of(CourseBaseline baseline) =>
        new(
            DecimalEntry.Text(baseline.WeightGrams),
            baseline.Prior.Lines?.ToString(CultureInfo.InvariantCulture) ?? "",
            baseline.Prior.Lenalidomide,
            baseline.Prior.ProteasomeInhibitor,
            baseline.Prior.RefractoryToLenalidomide,
            baseline.Prior.RefractoryToProteasomeInhibitor
        )
        {
            Ecog = baseline.Ecog,
            Egfr = DecimalEntry.Text(baseline.Renal?.Egfr),
            EgfrOn = baseline.Renal?.MeasuredOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            EgfrNotKnown = baseline.Renal == RenalFunction.NotKnown,
        };

    /// <summary>As far as it can be read: what cannot is left unknown.</summary>
    public CourseBaseline Readable =>
        new(
            DecimalEntry.Thousandths(Weight),
            new PriorTreatment
            {
                Lines = Number,
                Lenalidomide = Lenalidomide,
                ProteasomeInhibitor = Inhibitor,
                RefractoryToLenalidomide = RefractoryLenalidomide,
                RefractoryToProteasomeInhibitor = RefractoryInhibitor,
            },
            Ecog,
            Renal
        );

    private RenalFunction? Renal =>
        EgfrNotKnown ? RenalFunction.NotKnown
        : Egfr.Length == 0 && EgfrOn.Length == 0 ? null
        : new RenalFunction(
            DecimalEntry.Thousandths(Egfr),
            DateOnly.TryParseExact(EgfrOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
                ? on
                : null
        );

    private int? Number => DecimalEntry.Whole(Lines, "priorLines", []);

    /// <summary>What cannot be read, in the order of the form.</summary>
    public IReadOnlyList<Refusal> CheckReading()
    {
        var refusals = new List<Refusal>();
        DecimalEntry.Thousandths(Weight, "weight", refusals);
        DecimalEntry.Whole(Lines, "priorLines", refusals);
        DecimalEntry.Thousandths(Egfr, "egfr", refusals);
        if (EgfrNotKnown && Egfr.Length > 0)
            refusals.Add(Refusal.Of("course.egfr-and-not-known", "egfr"));
        return refusals;
    }

    /// <summary>Everything that cannot be read or contradicts itself.</summary>
    public IReadOnlyList<Refusal> Check() => [.. CheckReading(), .. CourseBaselineRules.Check(Readable)];
}
