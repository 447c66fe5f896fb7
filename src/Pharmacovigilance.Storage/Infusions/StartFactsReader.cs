using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>What the rules look at in starts and rates: the interval to the neighbours, and rates above the table.</summary>
internal static class StartFactsReader
{
    /// <param name="infusions">Those of the course, as the rules see them.</param>
    public static IReadOnlyList<TooSoonFacts> TooSoon(
        QueryScope scope,
        Knowledge knowledge,
        CourseRows rows,
        IReadOnlyList<InfusionFacts> infusions
    )
    {
        var attempts = StartAttempts.Of(scope, rows.Course.CourseId).ToLookup(attempt => attempt.InfusionId);
        var siblings = PatientInfusionReader.Started(scope, rows.Course.PatientId);
        if (siblings.Count == 0)
            return [];
        var heads = rows.Infusions.ToDictionary(row => row.InfusionId, row => row.ToHead());
        var found = new List<TooSoonFacts>();
        foreach (var facts in infusions.Where(one => one.State.Status != InfusionStatus.NotGiven))
        {
            var tried = attempts[facts.InfusionId].ToList();
            if ((facts.State.StartedAt ?? tried.LastOrDefault()?.At) is not { } at)
                continue;
            var infusion = PatientInfusionReader.Of(
                scope.Clock,
                heads[facts.InfusionId],
                rows.Course.Regimen,
                facts.State
            );
            if (
                StartSpacing.Of(
                    infusion,
                    at,
                    scope.Clock.DateOf(at),
                    siblings,
                    knowledge.Calendars,
                    alsoAfter: tried.Count > 0
                ) is
                { } gap
            )
                found.Add(new TooSoonFacts(facts, at, tried.FirstOrDefault()?.At, gap));
        }

        return found;
    }

    public static IReadOnlyList<RateFacts> RatesAbove(
        QueryScope scope,
        Knowledge knowledge,
        CourseRows rows,
        IReadOnlyList<InfusionFacts> infusions
    )
    {
        var courseId = rows.Course.CourseId;
        var started = rows.Infusions.Where(row => row is { StartedAt: not null, GivenOrdinal: not null }).ToList();
        if (started.Count == 0)
            return [];
        var steps = InfusionRows.StepsOfCourse(scope, courseId).ToLookup(step => step.InfusionId);
        var checks = BedsideCheckRows.OfCourse(scope, courseId).ToLookup(check => check.InfusionId);
        var choices = RatePlanRows.OfCourse(scope, courseId);
        var events = rows.Events.ToLookup(row => row.Content.InfusionId);
        var found = new List<RateFacts>();
        foreach (var row in started)
        {
            if (
                PlannerOf(
                    knowledge,
                    row.GivenOrdinal!.Value,
                    choices.GetValueOrDefault(row.InfusionId),
                    row.ToState().Route
                )
                is not { } planner
            )
                continue;
            var reactions = Reactions(
                [.. events[row.InfusionId]],
                [.. checks[row.InfusionId]],
                knowledge.Rules.Limits.RestartAtMost
            );
            var worst = RateExcess
                .Of(planner, [.. steps[row.InfusionId]], reactions)
                .OrderByDescending(excess => (decimal)excess.RateMicrolitresPerHour / excess.AllowedMicrolitresPerHour)
                .ThenBy(excess => excess.At)
                .FirstOrDefault();
            if (worst is not null)
                found.Add(new RateFacts(infusions.First(one => one.InfusionId == row.InfusionId), worst));
        }

        return found;
    }

    /// <summary>Null under the skin, for a route that no table was chosen for, and where what a physician chose has changed since.</summary>
    /// <param name="startedBy">The route it was started by.</param>
    public static RatePlanner? PlannerOf(
        Knowledge knowledge,
        int givenOrdinal,
        PlanChoice? choice,
        InfusionRoute startedBy
    ) =>
        InfusionPlan
            .Of(
                knowledge,
                givenOrdinal,
                choice,
                new Dictionary<string, TableSignature>(StringComparer.Ordinal),
                startedBy
            )
            .Planner;

    /// <summary>The reactions that belong to the infusion itself, through time.</summary>
    /// <param name="checks">All rows, replaced ones included.</param>
    public static InfusionReactions Reactions(
        IReadOnlyList<AdverseEventRow> events,
        IReadOnlyList<BedsideCheck> checks,
        Grade restartAtMost
    ) =>
        new(
            events
                .Where(e => AdverseEventStore.IsReaction(e.Content.LltCode))
                .Select(e => InfusionReaction.Of(e.Content, e.EventId.MadeAt(), e.Course)),
            BedsideCheckRows
                .Standing(checks)
                .Where(check => check.ReactionNow is not null)
                .Select(check => new ReactionStatementAt(check.At, check.ReactionNow!.Value)),
            restartAtMost
        );

    /// <summary>An id of version 7 begins with the millisecond in which it was made.</summary>
    private static DateTimeOffset MadeAt(this AdverseEventId id) =>
        DateTimeOffset.FromUnixTimeMilliseconds(
            long.Parse(
                id.Value.ToString("N")[..12],
                System.Globalization.NumberStyles.HexNumber,
                System.Globalization.CultureInfo.InvariantCulture
            )
        );
}
