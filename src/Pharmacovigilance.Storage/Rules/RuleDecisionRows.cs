using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Tiers;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Rules;

/// <summary>What a signed decision about the rules was about. Stored by name.</summary>
public enum RuleDecisionKind
{
    /// <summary>A label's rule set was put in force.</summary>
    RuleSet = 1,

    /// <summary>The unit's own policy got a new version.</summary>
    LocalPolicy = 2,

    /// <summary>A single rule was demoted, restored or retired.</summary>
    RuleTier = 3,
}

/// <summary>A signed decision of the unit about its rules.</summary>
public sealed record RuleDecision
{
    public required RuleDecisionKind Kind { get; init; }

    /// <summary>What was in force from then on.</summary>
    public required string Stamp { get; init; }

    /// <summary>From when: the instant of the signature.</summary>
    public required DateTimeOffset Since { get; init; }

    public required string Reason { get; init; }

    public required string SignedBy { get; init; }

    public required string? SetId { get; init; }

    public required RulePreviewId? PreviewId { get; init; }

    public required LocalPolicy? Policy { get; init; }

    public TierChange? Change { get; init; }
}

/// <summary>The rows of rule_decision and rule_past.</summary>
internal static class RuleDecisionRows
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<RuleDecision> All(QueryScope scope) =>
        [.. scope.Query<Row>("select * from rule_decision order by position").Select(row => row.ToDecision())];

    /// <summary>The shipped library with what the unit decided.</summary>
    public static RuleLibrary Library(QueryScope scope, RuleLibrary shipped)
    {
        var decisions = All(scope);
        return shipped with
        {
            Policies = [.. shipped.Policies, .. decisions.Select(d => d.Policy).OfType<LocalPolicy>()],
            Adopted = [.. shipped.Adopted, .. decisions.Select(d => d.SetId).OfType<string>()],
            Changes = [.. shipped.Changes, .. decisions.Select(d => d.Change).OfType<TierChange>()],
        };
    }

    /// <summary>Findings of a course that newer rules already had when they came into force.</summary>
    public static IReadOnlySet<string> Past(QueryScope scope, CourseId courseId) =>
        scope
            .Query<string>("select fingerprint from rule_past where course_id = @courseId", new { courseId })
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Signs a decision: writes it, and keeps what the new rules find in the courses as they stand, so that nothing that
    /// was on record before turns into an alert afterwards. What is entered from now on is judged by the new rules.
    /// </summary>
    public static void Sign(WriteScope scope, Knowledge after, RuleDecision decision)
    {
        long position = scope.Single<long>("select count(*) + 1 from rule_decision");
        scope.Execute(
            """
            insert into rule_decision (position, kind, stamp, since, reason, signed_by_id, signed_by, set_id, preview_id, policy_version, anc_freshness_hours,
              vital_signs_every_minutes, systolic_limit_mmhg, diastolic_limit_mmhg, premedication_latest_minutes, premedication_earliest_minutes, rule, tier_change)
            values (@position, @kind, @stamp, @now, @reason, @byId, @by, @setId, @previewId, @policyVersion, @freshness,
              @vitalSigns, @systolic, @diastolic, @latest, @earliest, @rule, @change)
            """,
            new
            {
                position,
                kind = Coded.Text(decision.Kind),
                stamp = decision.Stamp,
                now = scope.Now,
                reason = decision.Reason,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
                setId = decision.SetId,
                previewId = decision.PreviewId,
                policyVersion = decision.Policy?.Version,
                freshness = (int?)decision.Policy?.AncFreshness.TotalHours,
                vitalSigns = (int?)decision.Policy?.VitalSignsEvery.TotalMinutes,
                systolic = decision.Policy?.PreInfusionPressure?.SystolicMmHg,
                diastolic = decision.Policy?.PreInfusionPressure?.DiastolicMmHg,
                latest = decision.Policy?.PremedicationWindow?.LatestMinutesBefore,
                earliest = decision.Policy?.PremedicationWindow?.EarliestMinutesBefore,
                rule = decision.Change?.Rule.Code(),
                change = decision.Change is { } changed ? Coded.Text(changed.Kind) : null,
            }
        );
        foreach (var courseId in Patients.PatientStore.CourseIds(scope))
            KeepPast(scope, after, courseId, position);
    }

    private static void KeepPast(WriteScope scope, Knowledge after, CourseId courseId, long position)
    {
        var found = after.Findings(CourseFactsReader.Read(scope, after, CourseRows.Read(scope, courseId), scope.Now));
        var alerts = scope
            .Query<string>("select fingerprint from alert where course_id = @courseId", new { courseId })
            .ToHashSet(StringComparer.Ordinal);
        alerts.UnionWith(Past(scope, courseId));
        foreach (var finding in found.Where(finding => alerts.Add(finding.Fingerprint)))
        {
            scope.Execute(
                "insert into rule_past (course_id, fingerprint, position) values (@courseId, @fingerprint, @position)",
                new
                {
                    courseId,
                    fingerprint = finding.Fingerprint,
                    position,
                }
            );
        }
    }

    private sealed record Row
    {
        public required RuleDecisionKind Kind { get; init; }
        public required string Stamp { get; init; }
        public required DateTimeOffset Since { get; init; }
        public required string Reason { get; init; }
        public required string SignedBy { get; init; }
        public required string? SetId { get; init; }
        public required RulePreviewId? PreviewId { get; init; }
        public required string? PolicyVersion { get; init; }
        public required int? AncFreshnessHours { get; init; }
        public required int? VitalSignsEveryMinutes { get; init; }
        public required int? SystolicLimitMmhg { get; init; }
        public required int? DiastolicLimitMmhg { get; init; }
        public required int? PremedicationLatestMinutes { get; init; }
        public required int? PremedicationEarliestMinutes { get; init; }
        public required RuleId? Rule { get; init; }
        public required TierChangeKind? TierChange { get; init; }

        public RuleDecision ToDecision() =>
            new()
            {
                Kind = Kind,
                Stamp = Stamp,
                Since = Since,
                Reason = Reason,
                SignedBy = SignedBy,
                SetId = SetId,
                PreviewId = PreviewId,
                Policy = PolicyVersion is null
                    ? null
                    : new LocalPolicy
                    {
                        Version = PolicyVersion,
                        AncFreshness = TimeSpan.FromHours(AncFreshnessHours!.Value),
                        VitalSignsEvery = TimeSpan.FromMinutes(VitalSignsEveryMinutes!.Value),
                        PreInfusionPressure = SystolicLimitMmhg is { } systolic
                            ? new PressureLimit(systolic, DiastolicLimitMmhg!.Value)
                            : null,
                        PremedicationWindow = PremedicationLatestMinutes is { } latest
                            ? new PremedicationWindow(latest, PremedicationEarliestMinutes!.Value)
                            : null,
                    },
                Change = Rule is { } rule ? new TierChange(rule, TierChange!.Value) : null,
            };
    }
}
