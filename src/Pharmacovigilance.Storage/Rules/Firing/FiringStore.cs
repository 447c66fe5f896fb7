using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Firing;
using Pharmacovigilance.Storage.Alerts.Quality;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Rules.Firing;

/// <summary>The chart of one rule.</summary>
public sealed record RuleFiring(RuleId Rule, FiringChart Chart);

/// <summary>How often each rule fires per infusion, week by week. Reads one year, however long the unit has worked.</summary>
public sealed class FiringStore(UnitDatabase database)
{
    /// <summary>A chart for every rule of the set in force, in the order of their ids.</summary>
    public Task<IReadOnlyList<RuleFiring>> ChartsAsync() =>
        database.ReadAsync<IReadOnlyList<RuleFiring>>(scope =>
        {
            var today = scope.Clock.Today;
            var since = scope.Clock.FromUnit(FiringWeek.FirstShown(today).ToDateTime(TimeOnly.MinValue));
            var infusions = scope
                .Query<Given>(
                    "select s.started_at, c.regimen from infusion_state s join course c on c.id = s.course_id where s.started_at >= @since",
                    new { since }
                )
                .Select(row => (Day: scope.Clock.DateOf(row.StartedAt), Regimen: row.Regimen))
                .ToList();
            var alerts = scope
                .Query<Opened>("select rule, opened_at from alert where opened_at >= @since", new { since })
                .ToLookup(row => row.Rule, row => scope.Clock.DateOf(row.OpenedAt));
            return
            [
                .. scope
                    .Knowledge.Rules.Rules.Keys.Order()
                    .Select(rule => new RuleFiring(
                        rule,
                        FiringChart.Of(
                            FiringWeek.Count(
                                infusions
                                    .Where(one =>
                                        RuleDuties.RegimenOf(rule) is not { } regimen || one.Regimen == regimen
                                    )
                                    .Select(one => one.Day),
                                alerts[rule],
                                today
                            )
                        )
                    )),
            ];
        });

    private sealed record Given
    {
        public required DateTimeOffset StartedAt { get; init; }
        public required Regimen Regimen { get; init; }
    }

    private sealed record Opened
    {
        public required RuleId Rule { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
    }
}
