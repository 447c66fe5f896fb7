using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>One stream with everything that is read beside its evidence. Nothing here raises a signal.</summary>
/// <param name="Courses">All courses of the regimen.</param>
/// <param name="Patients">Treated ones in the order of first infusion, by the stream's band.</param>
/// <param name="InAnyGrade">The same patients by any grade; the same list where that is the stream's band.</param>
/// <param name="Reference">The verified row it is compared with; null where there is none.</param>
/// <param name="Candidate">The unverified row that would be the reference; named as such, never compared with.</param>
/// <param name="IsComparable">False where the trial counted something else, or grades do not mean the same: then nothing is compared, as on the board.</param>
/// <param name="MinimumPatients">Below so many assessed ones there are counts, and no percentage.</param>
/// <param name="AsOf">When it was read.</param>
public sealed record StreamDetail(
    StreamKey Key,
    IReadOnlyList<StreamCourse> Courses,
    IReadOnlyList<StreamPatient> Patients,
    IReadOnlyList<StreamPatient> InAnyGrade,
    ReferenceRate? Reference,
    ReferenceRate? Candidate,
    bool IsComparable,
    int MinimumPatients,
    DateTimeOffset AsOf
)
{
    /// <summary>As on the board.</summary>
    public StreamCounts Counts { get; } = StreamCounts.Of(Patients.Select(patient => patient.Status));

    /// <summary>Patients with at least one event.</summary>
    public int K => Counts.PatientsWithEvent;

    /// <summary>Patients treated and assessed.</summary>
    public int M => Counts.PatientsAssessed;

    /// <summary>Whether percentages say more than the counts do.</summary>
    public bool ShowsPercent => M >= MinimumPatients;

    public bool IsInfusionReaction => Key.IsInfusionReaction;

    /// <summary>x of n to compare with; null where nothing may be compared.</summary>
    public ReferenceCount? Trial =>
        IsComparable && Reference is { PatientsWithEvent: { } x } row ? new ReferenceCount(x, row.Patients) : null;

    /// <summary>Follow-up of the reference in months; null where unknown.</summary>
    public double? FollowUpMonths => (double?)Reference?.Cut.MedianFollowUpMonths;
}
