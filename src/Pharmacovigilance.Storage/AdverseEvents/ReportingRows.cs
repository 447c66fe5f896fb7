using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>What an entry about the reporting of an event says. Stored by name.</summary>
public enum ReportingKind
{
    /// <summary>Somebody of the unit knew of the event earlier than it was recorded.</summary>
    Aware = 1,

    /// <summary>A report was submitted. The product sends nothing: this says that somebody did.</summary>
    Submitted = 2,

    /// <summary>By judgement the rule asks for no report.</summary>
    NotRequired = 3,

    /// <summary>An earlier entry was wrong.</summary>
    Withdrawn = 4,
}

/// <summary>One entry about the reporting of an event.</summary>
public sealed record ReportingEntry
{
    public required ReportingEntryId Id { get; init; }

    public required AdverseEventId EventId { get; init; }

    public required ReportingKind Kind { get; init; }

    /// <summary>Code of the rule; set for a submission and for "not required".</summary>
    public required string? Regime { get; init; }

    /// <summary>UTC; set for awareness only.</summary>
    public required DateTimeOffset? AwareAt { get; init; }

    /// <summary>The unit's date; set for a submission only.</summary>
    public required DateOnly? SubmittedOn { get; init; }

    /// <summary>Number the receiver or the sender gave the report.</summary>
    public required string? Reference { get; init; }

    /// <summary>The text of the rule that was in force.</summary>
    public required string? Basis { get; init; }

    /// <summary>The entry that was wrong.</summary>
    public required ReportingEntryId? Withdraws { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public required string? Reason { get; init; }
}

/// <summary>Under which rules the unit works since when.</summary>
public sealed record ReportingChoice
{
    public required int Position { get; init; }

    /// <summary>Codes; empty where the unit decided for none.</summary>
    public required IReadOnlyList<string> Regimes { get; init; }

    /// <summary>Of the rules' data when it was decided.</summary>
    public required string DataVersion { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required string Reason { get; init; }

    public required string ChosenBy { get; init; }
}

/// <summary>The rows of reporting_entry and reporting_choice.</summary>
internal static class ReportingRows
{
    /// <summary>All decisions, newest first.</summary>
    public static IReadOnlyList<ReportingChoice> Choices(QueryScope scope) =>
        [
            .. scope
                .Query<ChoiceRow>(
                    "select position, regimes, data_version, since, reason, chosen_by from reporting_choice order by position desc"
                )
                .Select(row => row.ToChoice()),
        ];

    /// <summary>Entries of these events, oldest first, withdrawn ones included.</summary>
    public static IReadOnlyList<ReportingEntry> Of(QueryScope scope, IReadOnlyCollection<AdverseEventId> events) =>
        events.Count == 0
            ? []
            :
            [
                .. scope
                    .Query<Row>(
                        $"select * from reporting_entry where {scope.Database.InList("event_id", "events")} order by recorded_at, id",
                        new { events = scope.Database.ListParameter(events) }
                    )
                    .Select(row => row.ToEntry()),
            ];

    public static ReportingEntry? Find(QueryScope scope, ReportingEntryId id) =>
        scope.FirstOrDefault<Row>("select * from reporting_entry where id = @id", new { id })?.ToEntry();

    public static void Insert(WriteScope scope, AdverseEventRow row, ReportingEntry entry) =>
        scope.Execute(
            """
            insert into reporting_entry (id, event_id, course_id, patient_id, kind, regime, aware_at, submitted_on, reference, basis, withdraws_id, recorded_at, recorded_by, reason)
            values (@Id, @EventId, @courseId, @patientId, @kind, @Regime, @AwareAt, @SubmittedOn, @Reference, @Basis, @Withdraws, @RecordedAt, @RecordedBy, @Reason)
            """,
            new
            {
                entry.Id,
                entry.EventId,
                courseId = row.CourseId,
                patientId = row.PatientId,
                kind = Coded.Text(entry.Kind),
                entry.Regime,
                entry.AwareAt,
                entry.SubmittedOn,
                entry.Reference,
                entry.Basis,
                entry.Withdraws,
                entry.RecordedAt,
                entry.RecordedBy,
                entry.Reason,
            }
        );

    private sealed record ChoiceRow
    {
        public required int Position { get; init; }
        public required string Regimes { get; init; }
        public required string DataVersion { get; init; }
        public required DateTimeOffset Since { get; init; }
        public required string Reason { get; init; }
        public required string ChosenBy { get; init; }

        public ReportingChoice ToChoice() =>
            new()
            {
                Position = Position,
                Regimes = Regimes.Split(',', StringSplitOptions.RemoveEmptyEntries),
                DataVersion = DataVersion,
                Since = Since,
                Reason = Reason,
                ChosenBy = ChosenBy,
            };
    }

    private sealed record Row
    {
        public required ReportingEntryId Id { get; init; }
        public required AdverseEventId EventId { get; init; }
        public required ReportingKind Kind { get; init; }
        public required string? Regime { get; init; }
        public required DateTimeOffset? AwareAt { get; init; }
        public required DateOnly? SubmittedOn { get; init; }
        public required string? Reference { get; init; }
        public required string? Basis { get; init; }
        public required ReportingEntryId? WithdrawsId { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }
        public required string? Reason { get; init; }

        public ReportingEntry ToEntry() =>
            new()
            {
                Id = Id,
                EventId = EventId,
                Kind = Kind,
                Regime = Regime,
                AwareAt = AwareAt,
                SubmittedOn = SubmittedOn,
                Reference = Reference,
                Basis = Basis,
                Withdraws = WithdrawsId,
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
                Reason = Reason,
            };
    }
}
