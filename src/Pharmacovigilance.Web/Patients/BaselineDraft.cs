using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>What a course begins with, as typed. Empty = unknown.</summary>
public sealed record BaselineDraft(string Weight = "", string Lines = "", Stated Lenalidomide = Stated.Unknown, Stated Inhibitor = Stated.Unknown,
    Stated RefractoryLenalidomide = Stated.Unknown, Stated RefractoryInhibitor = Stated.Unknown)
{
    public static BaselineDraft Of(CourseBaseline baseline) => new(
        DecimalEntry.Text(baseline.WeightGrams), baseline.Prior.Lines?.ToString(CultureInfo.InvariantCulture) ?? "", baseline.Prior.Lenalidomide, baseline.Prior.ProteasomeInhibitor,
        baseline.Prior.RefractoryToLenalidomide, baseline.Prior.RefractoryToProteasomeInhibitor);

    /// <summary>As far as it can be read: what cannot is left unknown.</summary>
    public CourseBaseline Readable => new(
        DecimalEntry.Thousandths(Weight), new PriorTreatment(Number, Lenalidomide, Inhibitor, RefractoryLenalidomide, RefractoryInhibitor));

    private int? Number => int.TryParse(Lines.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int lines) ? lines : null;

    /// <summary>Everything that cannot be read or contradicts itself, in the order of the form.</summary>
    public IReadOnlyList<Refusal> Check()
    {
        var refusals = new List<Refusal>();
        if (Weight.Trim().Length > 0 && Readable.WeightGrams is null) refusals.Add(Refusal.Of("number.unreadable", "weight", Weight.Trim()));
        if (Lines.Trim().Length > 0 && Number is null) refusals.Add(Refusal.Of("number.unreadable", "priorLines", Lines.Trim()));
        return [.. refusals, .. CourseBaselineRules.Check(Readable)];
    }
}
