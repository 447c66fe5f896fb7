using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Firing;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts.Quality;

/// <summary>The alerts of one rule.</summary>
public sealed record RuleQuality(RuleId Rule, AlertQuality Quality);

/// <summary>The alerts of the courses one physician attended.</summary>
/// <param name="Physician">Null where nobody attended.</param>
public sealed record PhysicianQuality(UserId? PhysicianId, string? Physician, AlertQuality Quality);

/// <summary>How alerts were heard in a period.</summary>
/// <param name="Rules">Every rule of the set in force, and any other that fired.</param>
/// <param name="Physicians">Everybody with an alert in the period, by name.</param>
public sealed record QualityReport(
    DateTimeOffset Since,
    DateTimeOffset Until,
    AlertQuality All,
    IReadOnlyList<RuleQuality> Rules,
    IReadOnlyList<PhysicianQuality> Physicians
);

/// <summary>Calls by physician and shift against the budget.</summary>
/// <param name="Days">How many days were looked at.</param>
/// <param name="Shifts">Shifts in which somebody was called; newest first, then by name.</param>
public sealed record BudgetReport(AlertBudget Budget, int Days, IReadOnlyList<ShiftCalls> Shifts)
{
    public int Over => Shifts.Count(shift => shift.Calls > Budget.CallsPerShift);
}

/// <summary>Whether alerts are heard: answers, decisions and repeats by rule and by physician, and the budget of calls.</summary>
public sealed class AlertQualityStore(UnitDatabase database, WriteQueue queue)
{
    public const int BudgetDays = 14;

    /// <param name="weeks">1 to 52.</param>
    public Task<QualityReport> ReportAsync(int weeks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weeks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weeks, FiringWeek.Shown);
        return database.ReadAsync(scope =>
        {
            var now = scope.Clock.Now;
            var since = now.AddDays(-7 * weeks);
            var fates = AlertFates.Since(scope, since);
            var byRule = fates.ToLookup(fate => fate.Rule);
            var names = Names(scope, fates.Select(fate => fate.PhysicianId).OfType<UserId>());
            return new QualityReport(
                since,
                now,
                AlertQuality.Of(fates, now),
                [
                    .. scope
                        .Knowledge.Rules.Rules.Keys.Union(byRule.Select(group => group.Key))
                        .Order()
                        .Select(rule => new RuleQuality(rule, AlertQuality.Of([.. byRule[rule]], now))),
                ],
                [
                    .. fates
                        .GroupBy(fate => fate.PhysicianId)
                        .Select(group => new PhysicianQuality(
                            group.Key,
                            group.Key is { } id ? names[id] : null,
                            AlertQuality.Of([.. group], now)
                        ))
                        .OrderBy(one => one.Physician is null)
                        .ThenBy(one => one.Physician, StringComparer.CurrentCulture),
                ]
            );
        });
    }

    /// <summary>Calls of the last <see cref="BudgetDays"/> days.</summary>
    public Task<BudgetReport> BudgetAsync() =>
        database.ReadAsync(scope =>
        {
            var policy = scope.Policy;
            var calls = scope.Query<Call>(
                "select person_id, created_at from outbox where created_at >= @since and kind = 'Call' and decision = 'Send' and reason <> 'SafetyOfficer'",
                new { since = scope.Clock.Now.AddDays(-BudgetDays) }
            );
            var names = Names(scope, calls.Select(call => call.PersonId));
            return new BudgetReport(
                Budget(scope),
                BudgetDays,
                [
                    .. calls
                        .CountBy(call => (Turn: policy.TurnOf(call.CreatedAt, scope.Clock), call.PersonId))
                        .Select(pair => new ShiftCalls(
                            pair.Key.Turn,
                            pair.Key.PersonId,
                            names[pair.Key.PersonId],
                            pair.Value
                        ))
                        .OrderByDescending(shift => shift.Turn, StringComparer.Ordinal)
                        .ThenBy(shift => shift.Physician, StringComparer.CurrentCulture),
                ]
            );
        });

    /// <summary>Signs another budget.</summary>
    /// <param name="seen">The budget the person changed.</param>
    /// <exception cref="RefusedException">No reason, out of range, nothing changed, or somebody signed another meanwhile.</exception>
    public Task SignBudgetAsync(
        Actor actor,
        int callsPerShift,
        int seen,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "alert-budget.sign", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.SafetyOfficer);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            if (callsPerShift is < AlertBudget.Least or > AlertBudget.Most)
                throw new RefusedException(
                    "alert-budget.out-of-range",
                    "callsPerShift",
                    Text(callsPerShift),
                    Text(AlertBudget.Least),
                    Text(AlertBudget.Most)
                );
            var current = Budget(scope);
            if (current.CallsPerShift != seen)
                throw new RefusedException(
                    "alert-budget.changed-meanwhile",
                    "callsPerShift",
                    Text(current.CallsPerShift)
                );
            if (current.CallsPerShift == callsPerShift)
                throw new RefusedException("alert-budget.unchanged", "callsPerShift");
            scope.Execute(
                "insert into alert_budget (calls_per_shift, reason, signed_by_id, signed_by, since) values (@callsPerShift, @reason, @byId, @by, @now)",
                new
                {
                    callsPerShift,
                    reason = reason.Trim(),
                    byId = scope.Actor.UserId,
                    by = scope.Actor.Name,
                    now = scope.Now,
                }
            );
            scope.Audit(
                new AuditEntry(
                    Action: "alert-budget.signed",
                    SubjectType: "alert-budget",
                    SubjectId: "unit",
                    Details: StoredJson.Write(new { was = current.CallsPerShift, now = callsPerShift }),
                    Reason: reason.Trim()
                )
            );
            scope.Touch(Rooms.Alerts);
            return true;
        });

    private static AlertBudget Budget(QueryScope scope) =>
        scope.FirstOrDefault<BudgetRow>(
            "select calls_per_shift, reason, signed_by, since from alert_budget order by seq desc limit 1"
        )
            is { } row
            ? new AlertBudget(row.CallsPerShift, row.Reason, row.SignedBy, row.Since)
            : AlertBudget.Default;

    private static Dictionary<UserId, string> Names(QueryScope scope, IEnumerable<UserId> ids) =>
        scope
            .Query<Person>(
                $"select id, display_name from app_user where {scope.Database.InList("id", "ids")}",
                new { ids = scope.Database.ListParameter(ids.Distinct()) }
            )
            .ToDictionary(row => row.Id, row => row.DisplayName);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Call
    {
        public required UserId PersonId { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }

    private sealed record BudgetRow
    {
        public required int CallsPerShift { get; init; }
        public required string Reason { get; init; }
        public required string SignedBy { get; init; }
        public required DateTimeOffset Since { get; init; }
    }

    private sealed record Person
    {
        public required UserId Id { get; init; }
        public required string DisplayName { get; init; }
    }
}
