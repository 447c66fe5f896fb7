using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Infusions;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>The steps of infusions. A start that is stopped or refused is an outcome, not a mistake of the scenario.</summary>
internal sealed class ReplayBedside(ReplayUnit unit, ReplayJournal journal, ReplayRecords records)
{
    public async Task StepAsync(Actor actor, ScenarioStep step, BedsideContent content)
    {
        if (
            await HasChangedAsync(step, content)
            || await InfusionOfAsync(step, content.Infusion, content.Kind) is not { } infusion
        )
            return;
        await RecordAsync(actor, step, infusion, Entry(infusion, step.At!.At, content), content.Confirm);
    }

    /// <summary>Whether somebody was faster: the infusion is not any more as the person saw it, and the step is left out.</summary>
    private async Task<bool> HasChangedAsync(ScenarioStep step, BedsideContent content)
    {
        if (content.Saw is not { } saw)
            return false;
        var calendar = await unit.Stores.Infusions.CalendarAsync(journal.Courses[step.Patient]);
        var infusion = content.Infusion.Ordinal is { } ordinal
            ? Numbered(step, calendar, ordinal)
            : Suggested(step, calendar, content.Kind);
        if (infusion is null || infusion.State.Status == saw)
            return false;
        journal.Skipped.Add(
            new SkippedStep(
                step.Path,
                $"not done: the person saw the infusion {ScenarioWords.Of(saw)}, but it was {ScenarioWords.Of(infusion.State.Status)}"
            )
        );
        return true;
    }

    /// <summary>An infusion from another record: the same steps as at the bedside, with what that record leaves open marked as unknown.</summary>
    public async Task TakeOverAsync(Actor actor, ScenarioStep step, TakenOverContent content)
    {
        var infusion = (await InfusionOfAsync(step, content.Start.Infusion, InfusionStepKind.Started))!.Value;
        var start = Entry(infusion, step.At!.At, content.Start) with
        {
            TakenOver = true,
            TimeKnown = step.At.TimeKnown,
        };
        if (content.Premedication is { } drugs)
        {
            var given = new BedsideContent(InfusionStepKind.Premedicated, content.Start.Infusion, Drugs: drugs);
            var at = drugs.Count == 0 ? step.At.At : drugs.Max(d => d.GivenAt);
            await AskedAsync(
                step,
                Entry(infusion, at, given) with
                {
                    TakenOver = true,
                    TimeKnown = step.At.TimeKnown,
                },
                given.Confirm,
                entry => unit.Stores.Infusions.RecordAsync(actor, entry)
            );
        }

        if (!await RecordAsync(actor, step, infusion, start, content.Start.Confirm))
            return;
        foreach (var reaction in content.Reactions)
            await records.RecordAsync(actor, reaction, infusion);
        var end = new InfusionStepEntry(
            infusion,
            InfusionStepKind.Ended,
            content.EndedAt ?? content.KnownSince(step.At)!.Value,
            Reaction: content.Reaction,
            TakenOver: true,
            TimeKnown: content.EndedAt is not null
        );
        try
        {
            await unit.Stores.Infusions.RecordAsync(actor, end);
        }
        catch (RefusedException refused) when (ReplayRefusals.IsOutcome(refused))
        {
            journal.Skipped.Add(new SkippedStep(step.Path, $"end not recorded: {ReplayRefusals.Sentence(refused)}"));
        }
    }

    public async Task CorrectAsync(Actor actor, ScenarioStep step, CorrectionContent content)
    {
        var target = journal.Find(content.Target) ?? throw NotRecorded(step, content.Target);
        var corrected = (BedsideContent)content.Corrected.Content;
        var entry = Entry(target.Infusion!.Value, content.Corrected.At!.At, corrected);
        try
        {
            var outcome = await AskedAsync(step, entry, corrected.Confirm, asked =>
                unit.Stores.Infusions.CorrectAsync(actor, target.StepId!.Value, asked, content.Reason)
            );
            journal.Note(target with { StepId = outcome.StepId });
        }
        catch (RefusedException refused) when (ReplayRefusals.IsOutcome(refused))
        {
            journal.Skipped.Add(new SkippedStep(step.Path, $"correction refused: {ReplayRefusals.Sentence(refused)}"));
        }
    }

    public static ScenarioRefusedException NotRecorded(ScenarioStep step, ScenarioStep target) =>
        new(
            $"{step.Path}.of",
            $"names {target.Name}, which was not recorded: a hold had stopped it, or the start it needed."
        )
        {
            Missing = target,
        };

    private async Task<bool> RecordAsync(
        Actor actor,
        ScenarioStep step,
        InfusionId infusion,
        InfusionStepEntry entry,
        string? confirm
    )
    {
        try
        {
            var outcome = await AskedAsync(step, entry, confirm, asked =>
                unit.Stores.Infusions.RecordAsync(actor, asked)
            );
            if (outcome.Recorded)
                journal.Note(new RecordedStep(step, infusion) { StepId = outcome.StepId });
            else
                journal.Note(
                    new StoppedAttempt(
                        step.Path,
                        step.Patient,
                        infusion,
                        entry.Kind,
                        entry.At,
                        [.. outcome.StoppedBy.Select(hold => hold.Rule).Distinct()]
                    )
                );
            return outcome.Recorded;
        }
        catch (RefusedException refused) when (ReplayRefusals.IsOutcome(refused))
        {
            if (entry.Kind is InfusionStepKind.Started or InfusionStepKind.Resumed)
                journal.Note(
                    new StoppedAttempt(
                        step.Path,
                        step.Patient,
                        infusion,
                        entry.Kind,
                        entry.At,
                        [],
                        ReplayRefusals.Sentence(refused)
                    )
                );
            else
                journal.Skipped.Add(new SkippedStep(step.Path, $"refused: {ReplayRefusals.Sentence(refused)}"));
            return false;
        }
    }

    /// <summary>A scenario says what happened, so what a person would be asked about is recorded, and listed as questionable unless the scenario confirms it.</summary>
    private async Task<StepOutcome> AskedAsync(
        ScenarioStep step,
        InfusionStepEntry entry,
        string? confirm,
        Func<InfusionStepEntry, Task<StepOutcome>> record
    )
    {
        var (outcome, asked) = await AnsweredStep.RecordAsync(
            entry,
            confirm ?? "As the scenario says; nobody was asked",
            record
        );
        if (confirm is null)
            journal.Questions.AddRange(
                asked.Select(question => new Questioned(step.Patient, entry.InfusionId, question))
            );
        return outcome;
    }

    private static InfusionStepEntry Entry(InfusionId infusion, DateTimeOffset at, BedsideContent content) =>
        new(
            infusion,
            content.Kind,
            at,
            content.RateMicrolitresPerHour,
            content.WeightGrams,
            content.Brand,
            content.Batch,
            content.Reaction,
            content.Reason,
            content.Drugs is null
                ? null
                : [.. content.Drugs.Select(d => new PremedicationEntry(d.Code, d.DoseMicrograms, d.Route, d.GivenAt))],
            Route: content.Route
        );

    /// <summary>The infusion a step is about; null where the step is skipped because a hold had stopped what it builds on.</summary>
    private async Task<InfusionId?> InfusionOfAsync(ScenarioStep step, InfusionChoice choice, InfusionStepKind kind)
    {
        if (choice.None)
            throw new ScenarioRefusedException(
                $"{step.Path}.infusion",
                "is null, but the step is about an infusion. Give its number or leave it out."
            );
        var calendar = await unit.Stores.Infusions.CalendarAsync(journal.Courses[step.Patient]);
        var infusion = choice.Ordinal is { } ordinal
            ? Numbered(step, calendar, ordinal)
            : Suggested(step, calendar, kind);
        if (infusion is not null && InfusionFlow.After(infusion.State.Status, kind) is not null)
            return infusion.Head.InfusionId;
        if (
            journal.StandingStop(step.Patient) is { } stop
            && kind is not (InfusionStepKind.Premedicated or InfusionStepKind.Started or InfusionStepKind.NotGiven)
        )
        {
            journal.Skipped.Add(new SkippedStep(step.Path, $"not done: {stop.Words} ({stop.Path})"));
            return null;
        }

        // A course that ended by death has nothing planned any more: what contradicts it is the death, not the scenario's form.
        RefusedException.ThrowIfAny([
            .. DeathRules.CheckTime(
                await unit.Stores.Patients.DeathOfAsync(journal.Courses[step.Patient]),
                step.At!.At,
                "at"
            ),
        ]);
        throw new ScenarioRefusedException(
            step.Path,
            infusion is null
                ? $"cannot be done: no infusion of {step.Patient.Id} is {(NeedsRunning(kind) ? "running" : "planned")} at {Minute(step.At!.At)}."
                : $"cannot be done: infusion {infusion.Head.CalendarOrdinal} of {step.Patient.Id} is {ScenarioWords.Of(infusion.State.Status)} at {Minute(step.At!.At)}."
        );
    }

    private static InfusionItem Numbered(ScenarioStep step, IReadOnlyList<InfusionItem> calendar, int ordinal) =>
        calendar.FirstOrDefault(item => item.Head.CalendarOrdinal == ordinal)
        ?? throw new ScenarioRefusedException(
            $"{step.Path}.infusion",
            string.Create(
                CultureInfo.InvariantCulture,
                $"is {ordinal}, but the calendar of {step.Patient.Id} reaches to infusion {calendar.Count} so far."
            )
        );

    /// <summary>Before the start: the infusion planned for the day, else the earliest not begun. After it: the one that is running.</summary>
    private InfusionItem? Suggested(ScenarioStep step, IReadOnlyList<InfusionItem> calendar, InfusionStepKind kind)
    {
        if (NeedsRunning(kind))
            return calendar.FirstOrDefault(item =>
                item.State.Status is InfusionStatus.Running or InfusionStatus.Interrupted
            );
        var open = calendar
            .Where(item => item.State.Status is InfusionStatus.Planned or InfusionStatus.Premedicated)
            .ToList();
        return open.Find(item => item.Head.PlannedOn == unit.Clock.DateOf(step.At!.At)) ?? open.FirstOrDefault();
    }

    private static bool NeedsRunning(InfusionStepKind kind) =>
        kind
            is InfusionStepKind.RateChanged
                or InfusionStepKind.Interrupted
                or InfusionStepKind.Resumed
                or InfusionStepKind.Ended;

    private static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
