using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>What a course begins with, as it stands.</summary>
/// <param name="Revision">0 while nothing is recorded.</param>
public sealed record RecordedBaseline(CourseBaseline Baseline, int Revision)
{
    public static readonly RecordedBaseline Nothing = new(CourseBaseline.Unknown, 0);
}

/// <summary>The rows of course_baseline. The highest revision counts.</summary>
internal static class CourseBaselineRows
{
    public static RecordedBaseline Of(QueryScope scope, CourseId courseId) =>
        scope
            .FirstOrDefault<Row>(
                "select * from course_baseline where course_id = @courseId order by revision desc limit 1",
                new { courseId }
            )
            ?.ToRecord()
        ?? RecordedBaseline.Nothing;

    public static void Insert(
        WriteScope scope,
        CourseId courseId,
        int revision,
        CourseBaseline baseline,
        string? reason
    ) =>
        scope.Execute(
            """
            insert into course_baseline (course_id, revision, weight_grams, prior_lines, lenalidomide, proteasome_inhibitor, refractory_lenalidomide,
              refractory_proteasome_inhibitor, ecog, egfr_known, egfr_thousandths, egfr_on, recorded_at, recorded_by, reason)
            values (@courseId, @revision, @weight, @lines, @lenalidomide, @inhibitor, @refractoryLenalidomide, @refractoryInhibitor, @ecog, @egfrKnown, @egfr, @egfrOn, @at, @by, @reason)
            """,
            new
            {
                courseId,
                revision,
                weight = baseline.WeightGrams,
                lines = baseline.Prior.Lines,
                lenalidomide = Coded.Text(baseline.Prior.Lenalidomide),
                inhibitor = Coded.Text(baseline.Prior.ProteasomeInhibitor),
                refractoryLenalidomide = Coded.Text(baseline.Prior.RefractoryToLenalidomide),
                refractoryInhibitor = Coded.Text(baseline.Prior.RefractoryToProteasomeInhibitor),
                ecog = baseline.Ecog is { } ecog ? Coded.Text(ecog) : null,
                egfrKnown = baseline.Renal is { } renal
                    ? renal.Egfr is null
                        ? 0
                        : 1
                    : (int?)null,
                egfr = baseline.Renal?.Egfr,
                egfrOn = baseline.Renal?.MeasuredOn,
                at = scope.Now,
                by = scope.Actor.Name,
                reason,
            }
        );

    private sealed record Row
    {
        public required int Revision { get; init; }
        public required long? WeightGrams { get; init; }
        public required int? PriorLines { get; init; }
        public required string Lenalidomide { get; init; }
        public required string ProteasomeInhibitor { get; init; }
        public required string RefractoryLenalidomide { get; init; }
        public required string RefractoryProteasomeInhibitor { get; init; }
        public required string? Ecog { get; init; }
        public required int? EgfrKnown { get; init; }
        public required long? EgfrThousandths { get; init; }
        public required DateOnly? EgfrOn { get; init; }

        public RecordedBaseline ToRecord() =>
            new(
                new CourseBaseline(
                    WeightGrams,
                    new PriorTreatment
                    {
                        Lines = PriorLines,
                        Lenalidomide = Read(Lenalidomide, "lenalidomide"),
                        ProteasomeInhibitor = Read(ProteasomeInhibitor, "proteasome_inhibitor"),
                        RefractoryToLenalidomide = Read(RefractoryLenalidomide, "refractory_lenalidomide"),
                        RefractoryToProteasomeInhibitor = Read(
                            RefractoryProteasomeInhibitor,
                            "refractory_proteasome_inhibitor"
                        ),
                    },
                    BaselineColumns.Ecog(Ecog),
                    BaselineColumns.Renal(EgfrKnown, EgfrThousandths, EgfrOn)
                ),
                Revision
            );

        private static Stated Read(string value, string column) =>
            Coded.Parse<Stated>(value, "course_baseline." + column);
    }
}

/// <summary>Performance status and renal function as columns.</summary>
internal static class BaselineColumns
{
    public static EcogStatus? Ecog(string? stored) =>
        stored is null ? null : Coded.Parse<EcogStatus>(stored, "course_baseline.ecog");

    /// <param name="known">Null = not entered, 0 = entered as not known.</param>
    public static RenalFunction? Renal(int? known, long? egfr, DateOnly? on) =>
        known switch
        {
            null => null,
            0 => RenalFunction.NotKnown,
            _ => new RenalFunction(egfr, on),
        };
}
