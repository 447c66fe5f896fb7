using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>For what a decided alert still waits. In the order of urgency.</summary>
public enum WaitingFor
{
    /// <summary>A permanent stop needs a second person.</summary>
    SecondPerson = 1,

    /// <summary>The criterion of its hold is met: a physician decides on the release.</summary>
    Release = 2,

    /// <summary>The outcome is not what was hoped for: the physician reads it.</summary>
    Outcome = 3,

    /// <summary>Nurse or pharmacy confirm that it is done.</summary>
    CarryingOut = 4,

    /// <summary>"Will monitor": checked at the next infusion.</summary>
    Monitoring = 5,
}

/// <summary>A decided alert, and what its loop waits for.</summary>
/// <param name="Since">Since when it waits.</param>
/// <param name="By">Whose decision it is.</param>
/// <param name="ById">The same person's account; null where the product did it.</param>
/// <param name="Criterion">Of a hold to be released.</param>
/// <param name="Outcome">To be read.</param>
public sealed record WaitingAlert(
    AlertItem Alert,
    WaitingFor For,
    DateTimeOffset Since,
    string By,
    UserId? ById,
    HoldCriterion? Criterion = null,
    AlertOutcomeRecord? Outcome = null
);

/// <summary>Reads what the loops of the unit wait for, by what they wait for and then by the urgency of the alerts; as long as the work that is left, and not as the history.</summary>
internal static class WaitingAlerts
{
    public static IReadOnlyList<WaitingAlert> Read(QueryScope scope, DateOnly today)
    {
        var rows = scope.Query<AlertRow>(
            $"{AlertRow.Sql} where s.status in {AlertStatusSql.FollowedUp} order by s.changed_at, a.id"
        );
        if (rows.Count == 0)
            return [];
        var courses = rows.Select(r => r.CourseId)
            .Distinct()
            .ToDictionary(id => id, id => PatientStore.Find(scope, id)!);
        var tasks = AlertTaskRows.Due(scope).ToLookup(t => t.AlertId);
        var holds = HoldReader.Met(scope).ToDictionary(h => h.AlertId);
        var situations = new AlertSituations(scope, today);
        return
        [
            .. rows.SelectMany(row =>
                    Of(
                        scope,
                        row,
                        situations.Of(row.ToItem(courses[row.CourseId])),
                        tasks[row.AlertId],
                        holds.GetValueOrDefault(row.AlertId)
                    )
                )
                .OrderBy(w => w.For)
                .ThenBy(w => w.Alert.Urgency),
        ];
    }

    private static IEnumerable<WaitingAlert> Of(
        QueryScope scope,
        AlertRow row,
        AlertItem item,
        IEnumerable<AlertTask> tasks,
        OpenHold? met
    )
    {
        foreach (var task in tasks)
            yield return new WaitingAlert(item, For(task.Kind), task.CreatedAt, task.CreatedBy, task.CreatedById);
        if (met is { Criterion: { } criterion })
            yield return new WaitingAlert(
                item,
                WaitingFor.Release,
                criterion.At,
                row.ChangedBy,
                row.ChangedById,
                criterion
            );
        if (row.Status == AlertStatus.OutcomeChecked && OutcomeRows.Newest(scope, row.AlertId) is { } outcome)
            yield return new WaitingAlert(
                item,
                WaitingFor.Outcome,
                outcome.RecordedAt,
                row.ChangedBy,
                row.ChangedById,
                Outcome: outcome
            );
    }

    private static WaitingFor For(AlertTaskKind kind) =>
        kind switch
        {
            AlertTaskKind.CarryOut => WaitingFor.CarryingOut,
            AlertTaskKind.Monitor => WaitingFor.Monitoring,
            AlertTaskKind.ConfirmStop => WaitingFor.SecondPerson,
        };
}
