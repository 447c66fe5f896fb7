using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>One look at the patient as entered.</summary>
/// <param name="SystolicMmHg">mmHg; null with <paramref name="DiastolicMmHg"/> = not measured.</param>
/// <param name="DuringReaction">The pressure is a sign of a reaction.</param>
/// <param name="ReactionNow">What is said about the reactions of the infusion; null = nothing.</param>
public sealed record BedsideEntry(
    InfusionId InfusionId,
    DateTimeOffset At,
    VitalSigns Vitals,
    int? SystolicMmHg = null,
    int? DiastolicMmHg = null,
    bool DuringReaction = false,
    ReactionNow? ReactionNow = null
);

/// <summary>One row of a check's chain.</summary>
public sealed record BedsideCheck
{
    public required BedsideCheckId Id { get; init; }

    public required InfusionId InfusionId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required VitalSigns Vitals { get; init; }

    public required ReactionNow? ReactionNow { get; init; }

    public required EventStatus Status { get; init; }

    public required BedsideCheckId? Supersedes { get; init; }

    /// <summary>Set exactly for a row that replaces another.</summary>
    public required string? Reason { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }
}

/// <summary>What came of a check.</summary>
/// <param name="CheckId">Null where only the blood pressure was measured.</param>
/// <param name="Pressure">Null where it was not measured.</param>
public sealed record BedsideOutcome(BedsideCheckId? CheckId, ObservationOutcome? Pressure);

/// <summary>The rows of bedside_check.</summary>
internal static class BedsideCheckRows
{
    /// <summary>All rows of an infusion, replaced ones included, in time order.</summary>
    public static IReadOnlyList<BedsideCheck> All(QueryScope scope, InfusionId infusionId) =>
        [
            .. scope
                .Query<Row>(
                    "select * from bedside_check where infusion_id = @infusionId order by at, id",
                    new { infusionId }
                )
                .Select(row => row.ToCheck()),
        ];

    /// <summary>What was said at an infusion about its reactions, as it stands.</summary>
    public static IEnumerable<ReactionStatementAt> Statements(QueryScope scope, InfusionId infusionId) =>
        Standing(All(scope, infusionId))
            .Where(check => check.ReactionNow is not null)
            .Select(check => new ReactionStatementAt(check.At, check.ReactionNow!.Value));

    /// <summary>All rows of all infusions of a course, in time order.</summary>
    public static IReadOnlyList<BedsideCheck> OfCourse(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<Row>(
                    "select b.* from bedside_check b join infusion i on i.id = b.infusion_id where i.course_id = @courseId order by b.at, b.id",
                    new { courseId }
                )
                .Select(row => row.ToCheck()),
        ];

    /// <summary>Those that count.</summary>
    public static IReadOnlyList<BedsideCheck> Standing(IReadOnlyList<BedsideCheck> all)
    {
        var replaced = all.Where(check => check.Supersedes is not null)
            .Select(check => check.Supersedes!.Value)
            .ToHashSet();
        return [.. all.Where(check => check.Status == EventStatus.Recorded && !replaced.Contains(check.Id))];
    }

    public static void Insert(WriteScope scope, BedsideCheck check) =>
        scope.Execute(
            """
            insert into bedside_check (id, infusion_id, at, pulse_per_minute, temperature_tenths_celsius, oxygen_saturation_percent, respiratory_rate_per_minute, reaction_now, status, supersedes_id, reason, recorded_at, recorded_by)
            values (@Id, @InfusionId, @At, @pulse, @temperature, @saturation, @breaths, @reactionNow, @status, @Supersedes, @Reason, @RecordedAt, @RecordedBy)
            """,
            new
            {
                check.Id,
                check.InfusionId,
                check.At,
                pulse = check.Vitals.PulsePerMinute,
                temperature = check.Vitals.TemperatureTenthsCelsius,
                saturation = check.Vitals.OxygenSaturationPercent,
                breaths = check.Vitals.RespiratoryRatePerMinute,
                reactionNow = check.ReactionNow is { } now ? Coded.Text(now) : null,
                status = Coded.Text(check.Status),
                check.Supersedes,
                check.Reason,
                check.RecordedAt,
                check.RecordedBy,
            }
        );

    private sealed record Row
    {
        public required BedsideCheckId Id { get; init; }
        public required InfusionId InfusionId { get; init; }
        public required DateTimeOffset At { get; init; }
        public required int? PulsePerMinute { get; init; }
        public required int? TemperatureTenthsCelsius { get; init; }
        public required int? OxygenSaturationPercent { get; init; }
        public required int? RespiratoryRatePerMinute { get; init; }
        public required ReactionNow? ReactionNow { get; init; }
        public required EventStatus Status { get; init; }
        public required BedsideCheckId? SupersedesId { get; init; }
        public required string? Reason { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }

        public BedsideCheck ToCheck() =>
            new()
            {
                Id = Id,
                InfusionId = InfusionId,
                At = At,
                Vitals = new VitalSigns(
                    PulsePerMinute,
                    TemperatureTenthsCelsius,
                    OxygenSaturationPercent,
                    RespiratoryRatePerMinute
                ),
                ReactionNow = ReactionNow,
                Status = Status,
                Supersedes = SupersedesId,
                Reason = Reason,
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
            };
    }
}
