using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Decisions on alerts, which a scenario names by patient and rule.</summary>
internal sealed class ReplayDecisions(ReplayUnit unit, ReplayJournal journal)
{
    public async Task DecideAsync(Actor actor, ScenarioStep step, DecisionContent content)
    {
        var alert = await FindAsync(step, content);
        var (done, words) = content.Kind switch
        {
            DecisionKind.Acknowledge => Told(await unit.Stores.Alerts.AcknowledgeAsync(actor, alert)),
            DecisionKind.Accept => Told(await unit.Stores.Alerts.AcceptAsync(actor, alert, content.Note)),
            DecisionKind.Override => Told(
                await unit.Stores.Alerts.OverrideAsync(actor, alert, content.Reason!.Value, content.Note)
            ),
            DecisionKind.CarryOut => Told(await unit.Stores.AlertLoop.CarryOutAsync(actor, alert, content.Note)),
            DecisionKind.ConfirmStop => Told(await unit.Stores.AlertLoop.ConfirmStopAsync(actor, alert, content.Note)),
            DecisionKind.RefuseStop => Told(
                await unit.Stores.AlertLoop.RefuseStopAsync(actor, alert, content.Note ?? "")
            ),
            DecisionKind.Close => Told(await unit.Stores.AlertLoop.CloseAsync(actor, alert, content.Note)),
            DecisionKind.ReleaseHold => (
                await ReleaseAsync(actor, alert, content) is DecisionOutcome.Done,
                "no confirmed hold is open"
            ),
        };
        if (!done)
            throw new ScenarioRefusedException(step.Path, $"was not taken: {words}.");
    }

    /// <summary>In the physician's place: another record says when a hold was over, and not who released it.</summary>
    public async Task ReleaseMetAsync(Actor physician, ScenarioPatient patient)
    {
        foreach (var course in journal.CoursesOf(patient))
        {
            foreach (
                var hold in (await unit.Stores.Alerts.HoldsAsync(course)).Where(hold =>
                    hold is { EndedAt: null, Criterion: not null }
                )
            )
                await unit.Stores.Alerts.ReleaseOnCriterionAsync(physician, hold.AlertId, hold.Criterion!.Evidence);
        }
    }

    private async Task<DecisionOutcome> ReleaseAsync(Actor actor, AlertId alert, DecisionContent content) =>
        (await unit.Stores.Alerts.FindAsync(alert))?.Hold is { EndedAt: null, Criterion: { } criterion }
            ? await unit.Stores.Alerts.ReleaseOnCriterionAsync(actor, alert, criterion.Evidence, content.Note)
            : await unit.Stores.Alerts.ReleaseHoldAsync(actor, alert, content.Reason!.Value, content.Note);

    private static (bool Done, string Words) Told(DecisionResult result) =>
        (
            result.Outcome == DecisionOutcome.Done,
            $"the alert is {ScenarioWords.Of(result.Status)} since {Minute(result.At)}, by {result.By}"
        );

    /// <summary>In the course the patient is in; in an earlier one only where that has nothing to decide on.</summary>
    private async Task<AlertId> FindAsync(ScenarioStep step, DecisionContent content)
    {
        string at = Minute(unit.Clock.Now);
        string about = $"{content.Rule.Code()} of {step.Patient.Id}";
        var known = new List<AlertItem>();
        foreach (var course in journal.CoursesOf(step.Patient))
        {
            var ofRule = (await unit.Stores.Alerts.OfCourseAsync(course))
                .Where(alert =>
                    alert.Rule == content.Rule && (content.Infusion is not { } ordinal || OrdinalOf(alert) == ordinal)
                )
                .ToList();
            known.AddRange(ofRule);
            var due = await DueAsync(course, content.Kind, ofRule);
            if (due.Count == 1)
                return due[0].AlertId;
            if (due.Count > 1)
                throw new ScenarioRefusedException(
                    step.Path,
                    $"finds {due.Count} alerts {about} at {at}; say which with infusion ({Known(known)})."
                );
        }

        throw new ScenarioRefusedException(
            step.Path,
            $"finds no {(content.Kind == DecisionKind.ReleaseHold ? "open hold" : "alert")} {about} to decide on at {at} ({Known(known)})."
        );
    }

    private async Task<IReadOnlyList<AlertItem>> DueAsync(
        CourseId course,
        DecisionKind kind,
        IReadOnlyList<AlertItem> ofRule
    )
    {
        if (kind != DecisionKind.ReleaseHold)
            return [.. ofRule.Where(alert => IsDue(alert.Status, kind))];
        var held = (await unit.Stores.Alerts.HoldsAsync(course))
            .Where(hold => hold.EndedAt is null)
            .Select(hold => hold.AlertId)
            .ToHashSet();
        return [.. ofRule.Where(alert => held.Contains(alert.AlertId))];
    }

    private static string Known(IReadOnlyList<AlertItem> alerts) =>
        alerts.Count == 0
            ? "there is none"
            : "known: "
                + string.Join(
                    "; ",
                    alerts.Select(a =>
                        $"infusion {OrdinalOf(a)?.ToString(CultureInfo.InvariantCulture) ?? "-"}, {ScenarioWords.Of(a.Status)}"
                    )
                );

    private static bool IsDue(AlertStatus status, DecisionKind kind) =>
        kind switch
        {
            DecisionKind.Acknowledge => status == AlertStatus.Open,
            DecisionKind.Accept or DecisionKind.Override or DecisionKind.ReleaseHold => AlertFlow.IsDecisionDue(status),
            DecisionKind.CarryOut => status == AlertStatus.Accepted,
            DecisionKind.ConfirmStop or DecisionKind.RefuseStop => status
                is AlertStatus.Accepted
                    or AlertStatus.CarriedOut,
            DecisionKind.Close => status == AlertStatus.OutcomeChecked,
        };

    internal static int? OrdinalOf(AlertItem alert) =>
        alert.Facts.FirstOrDefault(fact => fact.Name == FactNames.InfusionOrdinal) is { } fact
        && int.TryParse(fact.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int ordinal)
            ? ordinal
            : null;

    private static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
