using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Laboratory values, blood pressures and adverse events: recorded, corrected, taken back.</summary>
internal sealed class ReplayRecords(ReplayUnit unit, ReplayJournal journal)
{
    private static readonly TimeSpan ReactionWindow = TimeSpan.FromHours(24);

    /// <param name="of">The infusion the step belongs to; null = as the step says.</param>
    public async Task RecordAsync(Actor actor, ScenarioStep step, InfusionId? of = null)
    {
        var course = journal.Courses[step.Patient];
        switch (step.Content)
        {
            case LabContent lab:
                var result = await unit.Stores.Observations.RecordLabAsync(actor, Entry(course, step, lab));
                journal.Note(new RecordedStep(step, null) { ObservationId = result.Id });
                break;
            case PressureContent pressure:
                var infusion = await InfusionAtAsync(step, pressure.Infusion, reaction: false);
                var reading = await unit.Stores.Observations.RecordBloodPressureAsync(
                    actor,
                    Entry(course, step, pressure, infusion)
                );
                journal.Note(new RecordedStep(step, infusion) { ObservationId = reading.Id });
                break;
            case VitalsContent vitals:
                await unit.Stores.BedsideChecks.RecordAsync(actor, await EntryAsync(step, vitals));
                break;
            case EventContent content:
                var linked = of
                    ?? await InfusionAtAsync(step, content.Infusion, AdverseEventStore.IsReaction(content.LltCode));
                var id = await unit.Stores.Events.RecordAsync(actor, course, Entry(step, content, linked));
                journal.Note(new RecordedStep(step, linked) { EventId = id, RowId = id });
                break;
        }
    }

    public async Task CorrectAsync(Actor actor, ScenarioStep step, CorrectionContent correction)
    {
        var target = journal.Find(correction.Target) ?? throw ReplayBedside.NotRecorded(step, correction.Target);
        var corrected = correction.Corrected;
        var course = target.Course;
        switch (corrected.Content)
        {
            case LabContent lab:
                var result = await unit.Stores.Observations.CorrectLabAsync(
                    actor,
                    target.ObservationId!.Value,
                    Entry(course, corrected, lab),
                    correction.Reason
                );
                journal.Note(target with { ObservationId = result.Id });
                break;
            case PressureContent pressure:
                var infusion =
                    pressure.Infusion == InfusionChoice.Automatic
                        ? target.Infusion
                        : await InfusionAtAsync(corrected, pressure.Infusion, reaction: false, course);
                var reading = await unit.Stores.Observations.CorrectBloodPressureAsync(
                    actor,
                    target.ObservationId!.Value,
                    Entry(course, corrected, pressure, infusion),
                    correction.Reason
                );
                journal.Note(target with { ObservationId = reading.Id, Infusion = infusion });
                break;
            case EventContent content:
                var linked =
                    content.Infusion == InfusionChoice.Automatic
                        ? target.Infusion
                        : await InfusionAtAsync(corrected, content.Infusion, reaction: false, course);
                var row = await unit.Stores.Events.CorrectAsync(
                    actor,
                    target.RowId!.Value,
                    Entry(corrected, content, linked),
                    correction.Reason
                );
                journal.Note(target with { RowId = row, Infusion = linked });
                break;
        }
    }

    public async Task CourseAsync(Actor actor, ScenarioStep step, CourseContent content)
    {
        var target = journal.Find(content.Target) ?? throw ReplayBedside.NotRecorded(step, content.Target);
        await unit.Stores.EventCourses.RecordAsync(
            actor,
            target.EventId!.Value,
            new EventCourseContent(step.At!.At, content.Grade, content.Outcome)
        );
    }

    public async Task CausalityAsync(Actor actor, ScenarioStep step, CausalityStepContent content)
    {
        var target = journal.Find(content.Target) ?? throw ReplayBedside.NotRecorded(step, content.Target);
        int before = (await unit.Stores.Causality.OfEventAsync(target.EventId!.Value)).Count(one =>
            one.Content.Drug == content.Content.Drug && one.Content.Method == content.Content.Method
        );
        await unit.Stores.Causality.AssessAsync(actor, target.EventId.Value, content.Content, before, content.Reason);
    }

    public async Task TakeBackAsync(Actor actor, ScenarioStep step, TakeBackContent content)
    {
        var target = journal.Find(content.Target) ?? throw ReplayBedside.NotRecorded(step, content.Target);
        if (target.RowId is { } row)
            journal.Note(target with { RowId = await unit.Stores.Events.TakeBackAsync(actor, row, content.Reason) });
        else
            journal.Note(
                target with
                {
                    ObservationId = (
                        await unit.Stores.Observations.TakeBackLabAsync(
                            actor,
                            target.ObservationId!.Value,
                            content.Reason
                        )
                    ).Id,
                }
            );
    }

    private static LabEntry Entry(CourseId course, ScenarioStep step, LabContent lab) =>
        new(course, lab.Test, lab.Value, lab.Unit, lab.LowerLimitOfNormal, step.At!.At, step.At.TimeKnown)
        {
            Bound = lab.Bound,
        };

    private async Task<BedsideEntry> EntryAsync(ScenarioStep step, VitalsContent vitals)
    {
        var infusion = await InfusionAtAsync(step, vitals.Infusion, reaction: true)
            ?? throw new ScenarioRefusedException(
                step.Path,
                "cannot be done: no infusion was going on at that time. Name the infusion, or use bloodPressure."
            );
        return new BedsideEntry(
            infusion,
            step.At!.At,
            vitals.Vitals,
            vitals.Pressure?.SystolicMmHg,
            vitals.Pressure?.DiastolicMmHg,
            vitals.Pressure?.DuringReaction ?? false,
            vitals.ReactionNow
        );
    }

    private static BloodPressureEntry Entry(
        CourseId course,
        ScenarioStep step,
        PressureContent pressure,
        InfusionId? infusion
    ) => new(course, pressure.SystolicMmHg, pressure.DiastolicMmHg, step.At!.At, infusion, pressure.DuringReaction);

    private AdverseEventContent Entry(ScenarioStep step, EventContent content, InfusionId? infusion)
    {
        ObservationId? source = null;
        if (content.Source is { } name)
        {
            source = journal.ByRef(name)?.ObservationId
                ?? throw new ScenarioRefusedException(
                    $"{step.Path}.source",
                    $"is \"{name}\", a value that was not on record yet when the event was entered."
                );
        }

        return new AdverseEventContent
        {
            LltCode = content.LltCode,
            CtcaeVersion = unit.Knowledge.Ctcae.Version,
            Grade = content.Grade,
            OnsetAt = step.At?.At,
            InfusionId = infusion,
            ActionTaken = content.Action,
            SeriousnessAssessed = content.SeriousnessAssessed,
            Seriousness = content.Seriousness,
            SourceObservationId = source,
            Note = content.Note,
            Symptoms = content.Symptoms,
            OnsetTimeKnown = step.At?.TimeKnown ?? true,
        };
    }

    /// <summary>
    /// The infusion of an event or reading: the one named, else the one going on at its time, and for a reaction also the
    /// last one started within a day before, since reactions may begin after the end.
    /// </summary>
    private async Task<InfusionId?> InfusionAtAsync(
        ScenarioStep step,
        InfusionChoice choice,
        bool reaction,
        CourseId? of = null
    )
    {
        if (choice.None)
            return null;
        var calendar = await unit.Stores.Infusions.CalendarAsync(of ?? journal.Courses[step.Patient]);
        if (choice.Ordinal is { } ordinal)
        {
            return calendar.FirstOrDefault(item => item.Head.CalendarOrdinal == ordinal)?.Head.InfusionId
                ?? throw new ScenarioRefusedException(
                    $"{step.Path}.infusion",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"is {ordinal}, but the calendar of {step.Patient.Id} reaches to infusion {calendar.Count} so far."
                    )
                );
        }

        if (step.At is not { TimeKnown: true, At: var at })
            return null;
        var last = calendar
            .Where(item => item.State is { StartTimeKnown: true, StartedAt: { } started } && started <= at)
            .MaxBy(item => item.State.StartedAt);
        return
            last is not null
            && (GoesOn(last.State, at) || (reaction && at - last.State.StartedAt!.Value <= ReactionWindow))
            ? last.Head.InfusionId
            : null;
    }

    private static bool GoesOn(InfusionState state, DateTimeOffset at) =>
        state.Status is InfusionStatus.Running or InfusionStatus.Interrupted || state.EndedAt >= at;
}
