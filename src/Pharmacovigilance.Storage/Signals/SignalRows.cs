using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>
/// Reads the latched signals. What is said about an instant counts the steps taken up to and including it, so a past
/// board can be shown as it was.
/// </summary>
internal static class SignalRows
{
    private const string StepColumns = "p.ordinal, p.kind, p.status, p.at, p.by_id, p.by_name, p.reason, p.action";

    private const string Standing = $"""
        select s.id as signal_id, s.stream_key, s.epoch, s.raised_at, s.patients, s.patients_with_event, s.ln_closed, s.reference_id, s.reference_version,
               {StepColumns}
        from signal s join signal_step p on p.signal_id = s.id
        """;

    private const string NewestSql =
        $"{Standing} and p.ordinal = (select max(l.ordinal) from signal_step l where l.signal_id = s.id)";

    private const string AsOfSql =
        $"{Standing} and p.ordinal = (select max(l.ordinal) from signal_step l where l.signal_id = s.id and l.at <= @asOf)";

    /// <summary>The signals that were not closed, withdrawn ones included: at most one per stream and epoch.</summary>
    public static IReadOnlyList<LatchedSignal> Latched(QueryScope scope) => LatchedOf(All(scope));

    /// <param name="asOf">The instant to look at; steps of that very instant count.</param>
    public static IReadOnlyList<LatchedSignal> Latched(QueryScope scope, DateTimeOffset asOf) =>
        LatchedOf(All(scope, asOf));

    /// <summary>Every signal of the unit as it stands.</summary>
    public static IReadOnlyList<StandingRow> All(QueryScope scope) => scope.Query<StandingRow>(NewestSql);

    /// <summary>One signal as it stands; null when there is none with this id.</summary>
    public static StandingRow? Find(QueryScope scope, SignalId signalId) =>
        scope.FirstOrDefault<StandingRow>($"{NewestSql} where s.id = @signalId", new { signalId });

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<SignalStep> Steps(QueryScope scope, SignalId signalId) =>
        [
            .. scope
                .Query<StepRow>(
                    $"select {StepColumns} from signal_step p where p.signal_id = @signalId order by p.ordinal",
                    new { signalId }
                )
                .Select(row => row.ToStep()),
        ];

    public static IReadOnlyList<StandingRow> All(QueryScope scope, DateTimeOffset asOf) =>
        scope.Query<StandingRow>(AsOfSql, new { asOf });

    private static IReadOnlyList<LatchedSignal> LatchedOf(IReadOnlyList<StandingRow> rows) =>
        [
            .. rows.Where(row => row.IsOpen)
                .Select(row => new LatchedSignal(row.SignalId, row.Key, row.Epoch, row.RaisedAt, row.ToStep())),
        ];

    /// <summary>A step as stored.</summary>
    internal record StepRow
    {
        public required int Ordinal { get; init; }
        public required SignalStepKind Kind { get; init; }
        public required SignalStatus Status { get; init; }
        public required DateTimeOffset At { get; init; }
        public required UserId? ById { get; init; }
        public required string ByName { get; init; }
        public required string Reason { get; init; }
        public required string? Action { get; init; }

        public SignalStep ToStep() =>
            new()
            {
                Ordinal = Ordinal,
                Kind = Kind,
                Status = Status,
                At = At,
                By = new Actor(ById, ByName),
                Reason = Reason,
                Action = Action,
            };
    }

    /// <summary>A signal joined with one of its steps, normally the newest.</summary>
    internal sealed record StandingRow : StepRow
    {
        public required SignalId SignalId { get; init; }
        public required string StreamKey { get; init; }
        public required int Epoch { get; init; }
        public required DateTimeOffset RaisedAt { get; init; }
        public required int Patients { get; init; }
        public required int PatientsWithEvent { get; init; }
        public required double LnClosed { get; init; }
        public required string? ReferenceId { get; init; }
        public required string? ReferenceVersion { get; init; }

        public StreamKey Key =>
            Domain.Signals.StreamKey.TryParse(StreamKey, out var key)
                ? key
                : throw new InvalidDataException($"signal.stream_key holds '{StreamKey}', which names no stream.");

        public bool IsOpen => SignalFlow.IsOpen(Status);

        public SignalItem ToItem(bool isNew) =>
            new()
            {
                SignalId = SignalId,
                Key = Key,
                Epoch = Epoch,
                RaisedAt = RaisedAt,
                Patients = Patients,
                PatientsWithEvent = PatientsWithEvent,
                LnClosed = LnClosed,
                ReferenceId = ReferenceId,
                ReferenceVersion = ReferenceVersion,
                Latest = ToStep(),
                IsNew = isNew,
            };
    }
}
