using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>An alert as it stands. The rule's text is filled from <see cref="Facts"/> in the reader's language.</summary>
public sealed record AlertItem
{
    public required AlertId AlertId { get; init; }

    public required CourseRecord Course { get; init; }

    public required RuleId Rule { get; init; }

    public required string RuleVersion { get; init; }

    public required string RuleSetVersion { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required AlertStatus Status { get; init; }

    public required AlertTier Tier { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>Of its newest transition: a decision names it, so that two people cannot both decide.</summary>
    public required int Position { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who made the newest transition.</summary>
    public required string ChangedBy { get; init; }

    public required OverrideReason? OverrideReason { get; init; }

    public required string? Note { get; init; }

    /// <summary>Outbox number of the newest call about it; null when nobody was ever called. A higher one is a new call.</summary>
    public long? CallSeq { get; init; }

    /// <summary>False = of <see cref="Since"/> only the day is known.</summary>
    public bool SinceTimeKnown { get; init; } = true;

    /// <summary>What the patient's day adds; looked at where alerts of the unit or of a course are listed.</summary>
    public AlertSituation Situation { get; init; } = AlertSituation.Other;

    /// <summary>Its place among others, in every list.</summary>
    public AlertUrgency Urgency => new(Situation, Tier, OpenedAt, AlertId);
}

/// <summary>One transition of an alert.</summary>
public sealed record AlertTransition
{
    public required int Position { get; init; }

    public required AlertStatus? From { get; init; }

    public required AlertStatus To { get; init; }

    public required AlertTier Tier { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public required OverrideReason? OverrideReason { get; init; }

    public required string? Note { get; init; }

    /// <summary>The facts as they stood from this transition on.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }
}

/// <summary>An alert joined with its newest transition.</summary>
internal sealed record AlertRow
{
    public const string Sql = """
        select a.id as alert_id, a.fingerprint, a.course_id, a.rule, a.rule_version, a.rule_set_version, a.subject, a.since, a.since_time_known, a.opened_at,
               s.status, s.tier, s.facts_json, s.position, s.changed_at, s.changed_by, s.changed_by_id, s.reason_code, s.note,
               (select max(o.seq) from outbox o where o.alert_id = a.id and o.kind = 'Call') as call_seq
        from alert a join alert_state s on s.alert_id = a.id
        """;

    public required AlertId AlertId { get; init; }
    public required string Fingerprint { get; init; }
    public required CourseId CourseId { get; init; }
    public required RuleId Rule { get; init; }
    public required string RuleVersion { get; init; }
    public required string RuleSetVersion { get; init; }
    public required string Subject { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required bool SinceTimeKnown { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required AlertStatus Status { get; init; }
    public required AlertTier Tier { get; init; }
    public required string FactsJson { get; init; }
    public required int Position { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required string ChangedBy { get; init; }
    public required UserId? ChangedById { get; init; }
    public required OverrideReason? ReasonCode { get; init; }
    public required string? Note { get; init; }
    public required long? CallSeq { get; init; }

    public AlertItem ToItem(CourseRecord course) =>
        new()
        {
            AlertId = AlertId,
            Course = course,
            Rule = Rule,
            RuleVersion = RuleVersion,
            RuleSetVersion = RuleSetVersion,
            Subject = Subject,
            Since = Since,
            OpenedAt = OpenedAt,
            Status = Status,
            Tier = Tier,
            Facts = StoredJson.Read<IReadOnlyList<Fact>>(FactsJson) ?? [],
            Position = Position,
            ChangedAt = ChangedAt,
            ChangedBy = ChangedBy,
            OverrideReason = ReasonCode,
            Note = Note,
            CallSeq = CallSeq,
            SinceTimeKnown = SinceTimeKnown,
        };
}
