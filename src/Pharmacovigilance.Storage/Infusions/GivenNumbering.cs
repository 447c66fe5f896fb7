using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>Numbers the given infusions of a course by their starts; one that is recorded late takes its place among the others.</summary>
internal static class GivenNumbering
{
    /// <summary>The number of an infusion that starts then; where it comes before others, theirs are put right.</summary>
    public static int Of(WriteScope scope, InfusionHead head, DateTimeOffset startedAt)
    {
        var others = scope.Query<Row>(
            "select infusion_id, calendar_ordinal, given_ordinal, started_at from infusion_state where course_id = @courseId and started_at is not null and infusion_id <> @infusionId",
            new { courseId = head.CourseId, infusionId = head.InfusionId }
        );
        var numbers = GivenOrdinals.Of(
            others
                .Select(row => new StartedInfusion(row.InfusionId, row.CalendarOrdinal, row.StartedAt))
                .Append(new StartedInfusion(head.InfusionId, head.CalendarOrdinal, startedAt))
        );
        foreach (var row in others.Where(row => row.GivenOrdinal != numbers[row.InfusionId]))
            scope.Execute(
                "update infusion_state set given_ordinal = @ordinal where infusion_id = @infusionId",
                new { ordinal = numbers[row.InfusionId], infusionId = row.InfusionId }
            );
        return numbers[head.InfusionId];
    }

    private sealed record Row
    {
        public required InfusionId InfusionId { get; init; }
        public required int CalendarOrdinal { get; init; }
        public required int? GivenOrdinal { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
    }
}
