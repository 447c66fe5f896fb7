using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>A stream of the board that would stand otherwise.</summary>
public sealed record StreamChange(
    Regimen Regimen,
    string LltCode,
    EventBasis Basis,
    GradeBand Band,
    StreamState Before,
    StreamState After
);

/// <summary>A rule that reads grades, and whether the two versions mean the same by them.</summary>
/// <param name="OpenAlerts">Undecided alerts of the rule now.</param>
public sealed record RuleReading(RuleId Rule, string LltCode, bool SameCriteria, int OpenAlerts);

/// <summary>What adopting a version would change.</summary>
/// <param name="Courses">How many courses were looked at.</param>
/// <param name="RulesByValue">Rules that read values and times and no grade: a version cannot touch them.</param>
/// <param name="Regradable">Recorded events that could be graded by the new version from their stored value.</param>
/// <param name="Judged">Recorded events that a person would have to grade again.</param>
public sealed record CtcaePreview(
    CtcaeVersion From,
    CtcaeVersion To,
    int Courses,
    IReadOnlyList<StreamChange> Streams,
    IReadOnlyList<RuleReading> Rules,
    IReadOnlyList<RuleId> RulesByValue,
    int Regradable,
    int Judged
);

/// <summary>Works the preview out by counting every course by both versions; writes nothing.</summary>
internal static class CtcaePreviewing
{
    public static CtcaePreview Of(
        QueryScope scope,
        Knowledge knowledge,
        CtcaeVersion version,
        IProgress<(int, int)>? progress
    )
    {
        var candidate = knowledge with
        {
            CtcaeHistory = knowledge.CtcaeHistory.With(new CtcaeAdoption(version, scope.Clock.Now)),
        };
        var courses = PatientStore.CourseIds(scope);
        var before = new List<CohortEntry>();
        var after = new List<CohortEntry>();
        int regradable = 0,
            judged = 0;
        for (int i = 0; i < courses.Count; i++)
        {
            var course = CourseRows.Read(scope, courses[i]);
            before.AddRange(TallyWriter.Entries(scope, knowledge, course));
            after.AddRange(TallyWriter.Entries(scope, candidate, course));
            var graded = course.Events.Where(row => row.Content.CtcaeVersion != version).ToList();
            int fromValue = graded.Count(row =>
                row.Content.SourceObservationId is { } source && course.Labs.Any(lab => lab.Id == source)
            );
            regradable += fromValue;
            judged += graded.Count - fromValue;
            progress?.Report((i + 1, courses.Count));
        }

        return new CtcaePreview(
            knowledge.CtcaeHistory.Current,
            version,
            courses.Count,
            Changes(Rows(scope, knowledge, before, scope.Clock.Now), Rows(scope, candidate, after, scope.Clock.Now)),
            Readings(scope, knowledge, version),
            [.. knowledge.Rules.Rules.Values.Where(rule => rule.GradedTerms.Count == 0).Select(rule => rule.Id)],
            regradable,
            judged
        );
    }

    /// <summary>The board by that knowledge, with the signals that stand now.</summary>
    private static IReadOnlyList<BoardRow> Rows(
        QueryScope scope,
        Knowledge knowledge,
        List<CohortEntry> entries,
        DateTimeOffset now
    )
    {
        var policy = EvidenceDecisionRows.InForce(scope, DefinitionRows.Read(scope));
        var cohort = UnitCohort.Empty.With(entries).With(ContactRows.Standing(scope));
        return BoardState
            .Empty.With(BoardStreams.Of(knowledge, policy, cohort.OtherRoutes), cohort, EpochRows.Beginnings(scope))
            .Rows(BoardSignals.Latches(scope), now);
    }

    private static List<StreamChange> Changes(IReadOnlyList<BoardRow> before, IReadOnlyList<BoardRow> after) =>
        [
            .. before
                .Zip(after)
                .Where(pair => pair.First.State != pair.Second.State)
                .Select(pair => new StreamChange(
                    pair.First.Key.Regimen,
                    pair.First.Key.LltCode,
                    pair.First.Key.Basis,
                    pair.First.Key.Band,
                    pair.First.State,
                    pair.Second.State
                )),
        ];

    private static List<RuleReading> Readings(QueryScope scope, Knowledge knowledge, CtcaeVersion version)
    {
        var open = scope
            .Query<RuleCount>(
                $"select a.rule, count(*) as alerts from alert a join alert_state s on s.alert_id = a.id where s.status in {AlertStatusSql.DecisionDue} group by a.rule"
            )
            .ToDictionary(row => row.Rule, row => (int)row.Alerts, StringComparer.Ordinal);
        return
        [
            .. from rule in knowledge.Rules.Rules.Values
            from llt in rule.GradedTerms
            select new RuleReading(
                rule.Id,
                llt,
                CourseTally.Bands.All(band =>
                    knowledge
                        .Library.Equivalence.Between(llt, band, knowledge.CtcaeHistory.Current, version)
                        .IsComparable
                ),
                open.GetValueOrDefault(rule.Id.Code())
            ),
        ];
    }

    private sealed record RuleCount
    {
        public required string Rule { get; init; }
        public required long Alerts { get; init; }
    }
}
