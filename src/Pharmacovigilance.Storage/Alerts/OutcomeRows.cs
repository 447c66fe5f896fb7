using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What became of a decision, as it stands after corrections.</summary>
public sealed record AlertOutcomeRecord
{
    /// <summary>Above 1: a correction changed it.</summary>
    public required int Revision { get; init; }

    public required AlertOutcome Outcome { get; init; }

    public required bool IsFavourable { get; init; }

    public required InfusionId? InfusionId { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>The rows of alert_outcome; the highest revision of an alert counts.</summary>
internal static class OutcomeRows
{
    public static AlertOutcomeRecord? Newest(QueryScope scope, AlertId alertId) =>
        scope
            .FirstOrDefault<Row>(
                """
                select revision, outcome, is_favourable, infusion_id, facts_json, recorded_at
                from alert_outcome where alert_id = @alertId order by revision desc limit 1
                """,
                new { alertId }
            )
            ?.ToRecord();

    public static void Insert(WriteScope scope, AlertId alertId, int revision, OutcomeFinding found) =>
        scope.Execute(
            """
            insert into alert_outcome (alert_id, revision, outcome, is_favourable, infusion_id, facts_json, recorded_at)
            values (@alertId, @revision, @outcome, @favourable, @infusionId, @facts, @now)
            """,
            new
            {
                alertId,
                revision,
                outcome = Coded.Text(found.Outcome),
                favourable = found.IsFavourable,
                infusionId = found.InfusionId,
                facts = StoredJson.Write(found.Facts),
                now = scope.Now,
            }
        );

    private sealed record Row
    {
        public required int Revision { get; init; }
        public required AlertOutcome Outcome { get; init; }
        public required bool IsFavourable { get; init; }
        public required InfusionId? InfusionId { get; init; }
        public required string FactsJson { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }

        public AlertOutcomeRecord ToRecord() =>
            new()
            {
                Revision = Revision,
                Outcome = Outcome,
                IsFavourable = IsFavourable,
                InfusionId = InfusionId,
                Facts = StoredJson.Read<IReadOnlyList<Fact>>(FactsJson) ?? [],
                RecordedAt = RecordedAt,
            };
    }
}
