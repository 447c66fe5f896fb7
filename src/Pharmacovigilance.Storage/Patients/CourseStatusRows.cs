using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>One statement about whether a course goes on: that it ended, or that it was taken up again.</summary>
public sealed record CourseStatus
{
    public required int Revision { get; init; }

    public required bool Ended { get; init; }

    /// <summary>Of an end the day it was decided, of a reopening the day of the next infusion.</summary>
    public required DateOnly OnDate { get; init; }

    /// <summary>Why it ended; null for a reopening.</summary>
    public required CourseEndReason? Reason { get; init; }

    /// <summary>In the person's own words; always there for a reopening.</summary>
    public required string? Note { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }
}

/// <summary>The rows of course_status. The highest revision counts; a course without a row goes on.</summary>
internal static class CourseStatusRows
{
    public const string Ended = "Ended";
    private const string Reopened = "Reopened";

    /// <summary>Newest first; empty for a course that has never ended.</summary>
    public static IReadOnlyList<CourseStatus> Of(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<Row>(
                    "select revision, status, on_date, reason, note, recorded_at, recorded_by from course_status where course_id = @courseId order by revision desc",
                    new { courseId }
                )
                .Select(row => row.ToStatus()),
        ];

    /// <summary>When and why treatment ended; null while it goes on.</summary>
    public static TreatmentEnd? EndOf(QueryScope scope, CourseId courseId) =>
        Of(scope, courseId) is [{ Ended: true, Reason: { } reason } last, ..]
            ? new TreatmentEnd(last.OnDate, reason)
            : null;

    public static void Insert(
        WriteScope scope,
        CourseId courseId,
        int revision,
        DateOnly onDate,
        CourseEndReason? reason,
        string? note
    ) =>
        scope.Execute(
            """
            insert into course_status (course_id, revision, status, on_date, reason, note, recorded_at, recorded_by)
            values (@courseId, @revision, @status, @onDate, @reason, @note, @at, @by)
            """,
            new
            {
                courseId,
                revision,
                status = reason is null ? Reopened : Ended,
                onDate,
                reason = reason is { } why ? Coded.Text(why) : null,
                note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
                at = scope.Now,
                by = scope.Actor.Name,
            }
        );

    private sealed record Row
    {
        public required int Revision { get; init; }
        public required string Status { get; init; }
        public required DateOnly OnDate { get; init; }
        public required CourseEndReason? Reason { get; init; }
        public required string? Note { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }

        public CourseStatus ToStatus() =>
            new()
            {
                Revision = Revision,
                Ended = Status == Ended,
                OnDate = OnDate,
                Reason = Reason,
                Note = Note,
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
            };
    }
}
