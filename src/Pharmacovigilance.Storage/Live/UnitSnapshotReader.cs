using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Storage.Rules.Canaries;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Live;

/// <summary>Reads snapshots; a part whose rooms were not touched is taken over from the one before.</summary>
public sealed class UnitSnapshotReader(UnitDatabase database, BoardStore board)
{
    private const int LastEvents = 20;

    /// <param name="previous">The snapshot to take untouched parts from; null reads everything.</param>
    /// <param name="touched">Rooms touched since <paramref name="previous"/> was read.</param>
    public Task<UnitSnapshot> ReadAsync(UnitSnapshot? previous, Rooms touched) =>
        database.ReadAsync(scope =>
        {
            database.Known.Follow(scope);
            var now = scope.Clock.Now;
            var today = scope.Clock.DateOf(now);
            bool Stale(Rooms rooms) => previous is null || (touched & rooms) != Rooms.None;
            var boardPart = Stale(Rooms.Signals | Rooms.Reference) ? board.Part(scope) : previous!.Board;
            return new UnitSnapshot(
                scope.Single<long>("select coalesce(max(seq), 0) from audit_entry"),
                now,
                Stale(Rooms.Infusions | Rooms.AdverseEvents | Rooms.Alerts | Rooms.Patients)
                || previous!.Today.Date != today
                    ? Today(scope, today, now)
                    : previous.Today,
                boardPart,
                // What goes on in the chairs, and what is due today, is part of how urgent an alert is.
                Stale(Rooms.Alerts | Rooms.Patients | Rooms.Infusions) || previous!.Today.Date != today
                    ? Alerts(scope, today)
                    : previous.Alerts,
                Stale(Rooms.AdverseEvents | Rooms.Patients)
                    ? new LastEventsPart(AdverseEventStore.Latest(scope, LastEvents))
                    : previous!.LastEvents
            )
            {
                OnCall =
                    Stale(Rooms.Alerts | Rooms.Infusions) || previous!.Today.Date != today
                        ? OnCallPart.Read(scope, today)
                        : previous.OnCall,
                RuleHealth = Health(scope, previous),
                // Not with every event: only when somebody came, or what is known of a patient changed.
                CaseMix =
                    Stale(Rooms.Patients | Rooms.Reference) || boardPart.Order != previous!.Board.Order
                        ? Treated(scope, previous)
                        : previous.CaseMix,
                Controls = Stale(Rooms.Signals) ? ControlRows.Standing(scope) : previous!.Controls,
            };
        });

    private CaseMixPart Treated(QueryScope scope, UnitSnapshot? previous)
    {
        var mixes = CaseMixRows.Read(scope, scope.Knowledge);
        return previous is not null && previous.CaseMix.Mixes.SequenceEqual(mixes)
            ? previous.CaseMix
            : new CaseMixPart(mixes);
    }

    /// <summary>A proof grows old without anything being written, so it is judged anew each time.</summary>
    private RuleHealthPart Health(QueryScope scope, UnitSnapshot? previous)
    {
        var rules = CanaryStore.Health(scope, scope.Knowledge);
        return previous is not null && previous.RuleHealth.Rules.SequenceEqual(rules)
            ? previous.RuleHealth
            : new RuleHealthPart(rules);
    }

    private static AlertsPart Alerts(QueryScope scope, DateOnly today) =>
        new(
            AlertStore.Undecided(scope, today),
            WaitingAlerts.Read(scope, today),
            HoldReader.Met(scope).ToDictionary(h => h.AlertId, h => h.Criterion!)
        );

    private TodayPart Today(QueryScope scope, DateOnly date, DateTimeOffset now) =>
        new(
            date,
            [
                .. InfusionStore
                    .Day(scope, date)
                    .Select(item => new TodayItem(
                        item,
                        ReadinessReader.Of(scope, scope.Knowledge, item.Head.CourseId, now),
                        HoldReader.Open(scope, item.Head.CourseId),
                        AdverseEventStore.OfInfusion(scope, item.Head.InfusionId)
                    )
                    {
                        Death = item.State.StartedAt is null ? DeathReader.Of(scope, item.Course.PatientId) : null,
                    }),
            ]
        );
}
