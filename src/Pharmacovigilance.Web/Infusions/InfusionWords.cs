using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Patients;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>A state as it is shown: how it looks, what it is called, and why.</summary>
public sealed record Worded(StateKind Kind, string Text, string Reason);

/// <summary>What people read about an infusion, in the language of the screen.</summary>
public sealed class InfusionWords(
    IStringLocalizer<InfusionText> text,
    IStringLocalizer<CalendarText> calendar,
    UnitClock clock
)
{
    /// <summary>Where the infusion of a row of the day stands.</summary>
    /// <param name="at">When the row was read: the minute it shows belongs to that instant.</param>
    public Worded State(TodayItem item, DateOnly today, DateTimeOffset at)
    {
        var urgency = UnitDay.UrgencyOf(item, today);
        return urgency switch
        {
            Urgency.Reaction => new(
                StateKind.Critical,
                text["StateReaction"],
                text[$"Status{item.Infusion.State.Status}"]
            ),
            Urgency.OnHold => new(StateKind.Critical, text["StateOnHold"], Hold(item)),
            Urgency.Overdue => new(StateKind.Attention, text["StateOverdue"], Planned(item.Infusion.Head)),
            _ => State(item.Infusion.Head, item.Infusion.State, at, item.Death is not null),
        };
    }

    /// <summary>Where an infusion stands by its own steps, or by the death of the patient: that calls off what is planned.</summary>
    public Worded State(InfusionHead head, InfusionState state, DateTimeOffset at, bool patientDied) =>
        patientDied && state.Status is InfusionStatus.Planned or InfusionStatus.Premedicated
            ? new(StateKind.Neutral, text["StatusCalledOff"], text["CalledOffByDeath"])
            : State(head, state, at);

    private Worded State(InfusionHead head, InfusionState state, DateTimeOffset at) =>
        new(
            state.Status switch
            {
                InfusionStatus.Running => StateKind.Good,
                InfusionStatus.Interrupted => StateKind.Attention,
                InfusionStatus.Planned
                or InfusionStatus.Premedicated
                or InfusionStatus.Ended
                or InfusionStatus.NotGiven => StateKind.Neutral,
            },
            text[$"Status{state.Status}"],
            state.Status switch
            {
                InfusionStatus.Planned or InfusionStatus.Premedicated => Planned(head),
                InfusionStatus.Running => Progress(state, at),
                InfusionStatus.Ended => state.Reaction is { } reaction ? text[$"Reaction{reaction}"] : "",
                InfusionStatus.Interrupted or InfusionStatus.NotGiven => Reason(state.Reason),
            }
        );

    /// <summary>"5 of 250 mL, about 14 mg: partly given", or why it is not known; null before the end.</summary>
    public string? Given(GivenDose dose)
    {
        if (dose.Gap is GivenGap.NotStarted or GivenGap.NotEnded)
            return null;
        if (dose.Microlitres is not { } volume)
            return text[$"GivenGap{dose.Gap}"];
        string amount = dose.Micrograms is { } micrograms
            ? text[
                "GivenAmountMg",
                Shown(volume / 1000m),
                Shown(dose.BagMicrolitres / 1000m),
                Shown(Math.Round(micrograms / 1000m))
            ]
            : text["GivenAmount", Shown(volume / 1000m), Shown(dose.BagMicrolitres / 1000m)];
        return dose.Extent switch
        {
            GivenExtent.Partly => $"{amount}: {text["GivenPartly"]}",
            GivenExtent.PartlyByRates => $"{amount}: {text["GivenPartlyByRates"]}",
            GivenExtent.Whole or GivenExtent.Unknown => amount,
        };
    }

    private static string Shown(decimal amount) => amount.ToString("0.#", CultureInfo.CurrentCulture);

    /// <summary>A recorded reason; that of an infusion which the end of the course called off is a code.</summary>
    public string Reason(string? reason) =>
        CourseEndCode.Read(reason) is { } why ? calendar["CalledOffByEnd", calendar[$"End{why}"]] : reason ?? "";

    /// <summary>"Minute 55, 150 mL/h"; empty before the start.</summary>
    public string Progress(InfusionState state, DateTimeOffset at) =>
        state.MinutesInto(at) is not { } minute ? ""
        : state.CurrentRateMicrolitresPerHour is { } rate ? text["MinuteAndRate", minute, Rate(rate)]
        : text["Minute", minute];

    public string Rate(long? microlitresPerHour) =>
        microlitresPerHour is { } rate
            ? text["RateWithUnit", (rate / 1000m).ToString("0.###", CultureInfo.CurrentCulture)]
            : text["Unknown"];

    /// <summary>Cycle, day and number; the number given only exists once it was started.</summary>
    public string Which(InfusionHead head) =>
        head.GivenOrdinal is { } given
            ? text["WhichGiven", head.Cycle, head.DayOfCycle, given]
            : text["WhichPlanned", head.Cycle, head.DayOfCycle, head.CalendarOrdinal];

    /// <summary>What the neutrophil counts say about starting.</summary>
    /// <param name="at">The instant the readiness belongs to: "today" is the unit's day of it.</param>
    public Worded Readiness(AncReadiness readiness, DateTimeOffset at) =>
        readiness switch
        {
            AncReadiness.Ready ready => new(StateKind.Good, Ready(ready, at), ""),
            AncReadiness.Stale stale => new(
                StateKind.Attention,
                Stale(stale.Count.Age),
                text[
                    "AncStaleReason",
                    Number(stale.Count.MicroGigaPerLitre, stale.Count.Bound),
                    (int)Math.Floor(stale.Limit.TotalHours)
                ]
            ),
            AncReadiness.Undecided open => new(StateKind.Unknown, text["AncUndecided"], Count(open.Count)),
            AncReadiness.Missing => new(StateKind.Unknown, text["AncMissing"], ""),
            AncReadiness.OnHold hold => new(
                StateKind.Critical,
                text["AncHoldSince", Wall(hold.Since)],
                Count(hold.Count)
            ),
            AncReadiness.OnReportedHold report => new(
                StateKind.Critical,
                text["AncReportedHoldSince", Wall(report.Since)],
                text[
                    "AncReportedHoldReason",
                    report.Grade is { } grade ? (int)grade : text["Unknown"],
                    report.Latest is { } latest ? Count(latest) : text["AncMissing"]
                ]
            ),
            AncReadiness.AwaitingRelease recovered => new(
                StateKind.Critical,
                text["AncAwaitingRelease"],
                Count(recovered.Count)
            ),
            AncReadiness.HoldOverridden over => new(
                StateKind.Attention,
                text["AncHoldOverridden", Wall(over.OverriddenAt)],
                Count(over.Count)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(readiness), readiness, "A readiness without words."),
        };

    /// <summary>The unit's wall clock; the date is left out only for the unit's own today.</summary>
    public string Wall(DateTimeOffset at) =>
        clock
            .AtUnit(at)
            .ToString(clock.DateOf(at) == clock.Today ? "HH:mm" : "d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    /// <summary>The same of a time of which only the day may be known: then it is a date.</summary>
    public string Wall(DateTimeOffset at, bool timeKnown) =>
        timeKnown ? Wall(at) : clock.AtUnit(at).ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    private string Wall(PartialTime at) => Wall(at.Earliest, at.IsInstant);

    private string Hold(TodayItem item) =>
        text["HoldSince", Wall(item.OpenHolds[0].StartedAt, item.OpenHolds[0].StartTimeKnown)];

    private string Planned(InfusionHead head) =>
        head.PlannedOn == clock.Today
            ? text["PlannedToday"]
            : text["PlannedOn", head.PlannedOn.ToString("d MMM yyyy", CultureInfo.CurrentCulture)];

    private string Ready(AncReadiness.Ready ready, DateTimeOffset at)
    {
        string count = Number(ready.Count.MicroGigaPerLitre, ready.Count.Bound);
        int days = clock.DateOf(at).DayNumber - clock.DateOf(at - ready.Count.Age).DayNumber;
        return days switch
        {
            0 => text["AncReadyToday", count],
            1 => text["AncReadyYesterday", count],
            _ => text["AncReadyDays", count, days],
        };
    }

    // An age above the limit must not read as the limit: hours are rounded up, and days are only said where they are many.
    private string Stale(TimeSpan age) =>
        age.TotalHours <= 96
            ? text["AncStaleHours", (int)Math.Ceiling(age.TotalHours)]
            : text["AncStaleDays", (int)Math.Floor(age.TotalDays)];

    private string Count(CountAndAge count) =>
        text["AncCount", Number(count.MicroGigaPerLitre, count.Bound), Age(count.Age)];

    private static string Number(long microGigaPerLitre, ValueBound bound) =>
        bound.Sign() + (microGigaPerLitre / 1_000_000m).ToString("0.0#####", CultureInfo.CurrentCulture);

    private string Age(TimeSpan age) =>
        age.TotalHours <= 96
            ? text["AgeHours", (int)Math.Floor(age.TotalHours)]
            : text["AgeDays", (int)Math.Floor(age.TotalDays)];
}
