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
        scope.FirstOrDefault<Row>("select * from course_baseline where course_id = @courseId order by revision desc limit 1", new { courseId })?.ToRecord() ?? RecordedBaseline.Nothing;

    public static void Insert(WriteScope scope, CourseId courseId, int revision, CourseBaseline baseline, string? reason) => scope.Execute(
        """
        insert into course_baseline (course_id, revision, weight_grams, prior_lines, lenalidomide, proteasome_inhibitor, refractory_lenalidomide,
          refractory_proteasome_inhibitor, recorded_at, recorded_by, reason)
        values (@courseId, @revision, @weight, @lines, @lenalidomide, @inhibitor, @refractoryLenalidomide, @refractoryInhibitor, @at, @by, @reason)
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
            at = scope.Now,
            by = scope.Actor.Name,
            reason,
        });

    private sealed class Row
    {
        public int Revision { get; init; }
        public long? WeightGrams { get; init; }
        public int? PriorLines { get; init; }
        public string Lenalidomide { get; init; } = "";
        public string ProteasomeInhibitor { get; init; } = "";
        public string RefractoryLenalidomide { get; init; } = "";
        public string RefractoryProteasomeInhibitor { get; init; } = "";

        public RecordedBaseline ToRecord() => new(
            new CourseBaseline(WeightGrams, new PriorTreatment(
                PriorLines, Read(Lenalidomide, "lenalidomide"), Read(ProteasomeInhibitor, "proteasome_inhibitor"), Read(RefractoryLenalidomide, "refractory_lenalidomide"),
                Read(RefractoryProteasomeInhibitor, "refractory_proteasome_inhibitor"))),
            Revision);

        private static Stated Read(string value, string column) => Coded.Parse<Stated>(value, "course_baseline." + column);
    }
}
