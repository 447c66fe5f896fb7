using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using static Pharmacovigilance.Web.Verbs.Replay.ReportFormat;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>An infusion as the report prints it, and the state behind it.</summary>
internal sealed record InfusionReading(InfusionItem Item, InfusionLine Line, GivenDose Dose, ReactionStanding Reactions)
{
    public bool Given => Item.State.StartedAt is not null;
}

internal sealed record EventReading(AdverseEventContent Content, EventLine Line);

/// <summary>What the stores hold about one patient's course.</summary>
/// <param name="Number">1 for the patient's first course.</param>
internal sealed record CourseReading(
    ScenarioPatient Patient,
    int Number,
    CourseLine Course,
    IReadOnlyList<ScheduleLine> Schedule,
    IReadOnlyList<InfusionReading> Infusions,
    IReadOnlyList<EventReading> Events,
    IReadOnlySet<int> WithoutAnc,
    PatientDeath? Death,
    IReadOnlyList<LabResult> Labs,
    IReadOnlySet<int> AncNotKnown
)
{
    public static async Task<CourseReading> OfAsync(
        ReplayUnit unit,
        ReplayJournal journal,
        ScenarioPatient patient,
        CourseId course,
        DateOnly through
    )
    {
        int number = journal.NumberOf(course);
        var attempted = journal.Stopped.Select(stop => stop.Infusion).ToHashSet();
        var calendar = (await unit.Stores.Infusions.CalendarAsync(course))
            .Where(item =>
                item.Head.PlannedOn <= through
                || item.State.Status != InfusionStatus.Planned
                || attempted.Contains(item.Head.InfusionId)
            )
            .ToList();
        var infusions = new List<InfusionReading>();
        foreach (var item in calendar)
        {
            var record = (await unit.Stores.Infusions.FindAsync(item.Head.InfusionId))!;
            infusions.Add(
                new InfusionReading(
                    item,
                    Line(unit, journal, patient, record) with
                    {
                        Course = number,
                    },
                    record.Given,
                    record.ReactionStanding
                )
            );
        }

        var events = new List<EventReading>();
        foreach (var recorded in journal.Recorded.Where(r => r.EventId is not null && r.Course == course))
            events.Add(await EventAsync(unit, journal, recorded, calendar));
        var withoutAnc = (await unit.Stores.Alerts.OfCourseAsync(course))
            .Where(alert =>
                alert.Rule == Domain.Rules.RuleId.AncMissing && alert.Status != Domain.Alerts.AlertStatus.Withdrawn
            )
            .Select(ReplayDecisions.OrdinalOf)
            .OfType<int>()
            .ToHashSet();
        var labs = await unit.Stores.Observations.LabsAsync(course, int.MaxValue);
        var counts = labs.Where(lab => lab.Value.Test == LabTest.NeutrophilCount)
            .Select(lab => lab.Collected(unit.Clock))
            .ToList();
        var notKnown = infusions
            .Where(i =>
                i.Item.State.StartedAt is not null
                && !withoutAnc.Contains(i.Line.Ordinal)
                && CountBefore.HangsOnTheHour(
                    PartialTime.Of(i.Item.State.StartedAt!.Value, i.Item.State.StartTimeKnown, unit.Clock),
                    counts,
                    unit.Knowledge.Rules.Limits.AncFreshness
                )
            )
            .Select(i => i.Line.Ordinal)
            .ToHashSet();
        var standing = (await unit.Stores.Patients.StandingAsync(course))!;
        return new CourseReading(
            patient,
            number,
            Of(unit, patient, number, standing),
            [.. calendar.Select(item => Line(patient, item) with { Course = number })],
            infusions,
            events,
            withoutAnc,
            await unit.Stores.Patients.DeathOfAsync(course),
            labs,
            notKnown
        );
    }

    private static ScheduleLine Line(ScenarioPatient patient, InfusionItem item) =>
        new(
            patient.Id,
            item.Head.CalendarOrdinal,
            item.Head.Cycle,
            item.Head.DayOfCycle,
            Date(item.Head.PlannedOn),
            Day(patient, item.Head.PlannedOn)
        );

    private static CourseLine Of(ReplayUnit unit, ScenarioPatient patient, int number, CourseStanding standing)
    {
        var prior = standing.Baseline.Baseline.Prior;
        return new CourseLine(
            Patient: patient.Id,
            Course: number,
            Regimen: standing.Course.Regimen.ToString(),
            FirstDose: Date(standing.Course.FirstDoseOn),
            EndedOn: standing.End is { } end ? Date(end.OnDate) : null,
            EndReason: standing.End?.Reason is { } reason ? ScenarioWords.Of(reason) : null,
            WeightKg: FromThousandths(standing.Baseline.Baseline.WeightGrams),
            PriorLines: prior.Lines,
            Lenalidomide: ScenarioWords.Of(prior.Lenalidomide),
            ProteasomeInhibitor: ScenarioWords.Of(prior.ProteasomeInhibitor),
            RefractoryToLenalidomide: ScenarioWords.Of(prior.RefractoryToLenalidomide),
            RefractoryToProteasomeInhibitor: ScenarioWords.Of(prior.RefractoryToProteasomeInhibitor),
            PriorLinesFit: ScenarioWords.Of(unit.Knowledge.Dosing.PriorLines[standing.Course.Regimen].Of(prior)),
            NotWatched: [.. unit.Knowledge.Rules.NotWatched(standing.Course.Regimen).Select(rule => rule.Code())]
        )
        {
            Ecog = standing.Baseline.Baseline.Ecog.Level(),
            Egfr = FromThousandths(standing.Baseline.Baseline.Renal?.Egfr),
        };
    }

    private static int Day(ScenarioPatient patient, DateOnly date) => date.DayNumber - patient.FirstDose.DayNumber;

    private static InfusionLine Line(
        ReplayUnit unit,
        ReplayJournal journal,
        ScenarioPatient patient,
        InfusionRecord record
    )
    {
        var state = record.State;
        var stops = journal.Stopped.Where(stop => stop.Infusion == record.Head.InfusionId).ToList();
        DateOnly? date = state.StartedAt is { } started ? unit.Clock.DateOf(started) : null;
        bool given = date is not null;
        var dose = record.Given;
        return new InfusionLine(
            patient.Id,
            record.Head.CalendarOrdinal,
            record.Head.GivenOrdinal,
            Date(record.Head.PlannedOn),
            date is { } on ? Date(on) : null,
            date is { } day ? Day(patient, day) : null,
            ScenarioWords.Of(state.Status),
            Outcome(state, dose, stops, record.Death is not null),
            state is { StartTimeKnown: true, StartedAt: { } start } ? Instant(start) : null,
            given && state.EndedAt is { } end ? Instant(end) : null,
            given ? FromThousandths(state.DoseMicrograms) : null,
            DoseReason(state, journal, record.Head.InfusionId),
            FromThousandths(state.DoseMicrograms),
            FromThousandths(dose.Micrograms),
            FromThousandths(dose.Microlitres),
            GivenReason(dose),
            given ? FromThousandths(state.WeightGrams) : null,
            [.. InfusionState.Effective(record.Steps).Where(IsRate).Select(Rate)],
            Premedication(record),
            state.Reaction is { } reaction ? Reaction(reaction) : null,
            state.Brand,
            state.BatchNumber,
            state.Reason,
            [
                .. stops.Select(stop => new StopLine(
                    Instant(stop.At),
                    Kind(stop.Kind),
                    [.. stop.Holds.Select(h => Domain.Rules.RuleCodes.Code(h))],
                    stop.Refused
                )),
            ],
            Vitals(record),
            given ? ScenarioWords.Of(state.Route) : null
        );
    }

    /// <summary>What was measured at one time is one line, whether pressure, other vital signs or both.</summary>
    private static List<VitalsLine> Vitals(InfusionRecord record)
    {
        var checks = record.StandingChecks.ToLookup(check => check.At);
        var pressures = record.Pressures.ToLookup(reading => reading.MeasuredAt);
        return
        [
            .. checks
                .Select(group => group.Key)
                .Union(pressures.Select(group => group.Key))
                .Order()
                .Select(at =>
                {
                    var (check, reading) = (
                        checks[at].LastOrDefault(),
                        BloodPressureResult.Order.Worst(pressures[at])?.Reading
                    );
                    var vitals = check?.Vitals ?? VitalSigns.None;
                    return new VitalsLine(
                        Instant(at),
                        reading?.SystolicMmHg,
                        reading?.DiastolicMmHg,
                        vitals.PulsePerMinute,
                        vitals.TemperatureTenthsCelsius / 10m,
                        vitals.OxygenSaturationPercent,
                        vitals.RespiratoryRatePerMinute,
                        check?.ReactionNow is { } now ? ScenarioWords.Of(now) : null
                    );
                }),
        ];
    }

    private static string? GivenReason(GivenDose dose) =>
        dose.Gap is not { } gap
            ? null
            : gap switch
            {
                GivenGap.NotStarted => "not started",
                GivenGap.NotEnded => "not ended",
                GivenGap.TimeUnknown => "start or end unknown",
                GivenGap.RateUnknown => "rate unknown",
                GivenGap.MoreThanTheBag => "by the recorded times and rates more than the bag ran in",
                GivenGap.Subcutaneous => "given under the skin, no volume ran",
                GivenGap.WeightUnknown => "weight unknown",
            };

    private static string Outcome(InfusionState state, GivenDose dose, List<StoppedAttempt> stops, bool patientDied) =>
        state.Status switch
        {
            InfusionStatus.Planned or InfusionStatus.Premedicated when stops.Count > 0 => stops[^1].Words,
            InfusionStatus.Planned or InfusionStatus.Premedicated when patientDied => "called off: the patient died",
            InfusionStatus.Planned => "planned",
            InfusionStatus.Premedicated => "premedicated, not started",
            InfusionStatus.Running => "running",
            InfusionStatus.Interrupted when stops.Count > 0 => $"interrupted, {stops[^1].Words}",
            InfusionStatus.Interrupted => "interrupted",
            InfusionStatus.Ended => dose.Extent == GivenExtent.Partly ? "partly given" : "given",
            InfusionStatus.NotGiven => "not given",
        };

    private static string? DoseReason(InfusionState state, ReplayJournal journal, Domain.InfusionId infusion) =>
        state.StartedAt is null ? "not started"
        : state.DoseMicrograms is null ? "weight unknown"
        : journal.Questions.Exists(asked =>
            asked.Infusion == infusion && asked.Question.Code == StepQuestions.WeightChanged
        )
            ? "weight questionable"
        : null;

    private static bool IsRate(InfusionStep step) =>
        step.Kind is not (InfusionStepKind.Premedicated or InfusionStepKind.NotGiven)
        && step is not { TakenOver: true, RateMicrolitresPerHour: null };

    private static RateLine Rate(InfusionStep step) =>
        new(
            step.TimeKnown ? Instant(step.At) : null,
            Kind(step.Kind),
            FromThousandths(step.RateMicrolitresPerHour),
            step.Reason
        );

    private static string Kind(InfusionStepKind kind) =>
        kind switch
        {
            InfusionStepKind.Premedicated => "premedication",
            InfusionStepKind.Started => "start",
            InfusionStepKind.RateChanged => "rate",
            InfusionStepKind.Interrupted => "interrupt",
            InfusionStepKind.Resumed => "resume",
            InfusionStepKind.Ended => "end",
            InfusionStepKind.NotGiven => "notGiven",
        };

    private static string Reaction(ReactionStatement statement) =>
        ScenarioWords.Reactions.First(pair => pair.Value == statement).Key;

    private static PremedicationLine Premedication(InfusionRecord record) =>
        new(
            record.State.PremedicationUnknown ? "notReported"
                : record.Premedication.Count > 0 ? "recorded"
                : "noneRecorded",
            [
                .. record.Premedication.Select(drug => new DrugLine(
                    drug.Drug,
                    FromThousandths(drug.DoseMicrograms),
                    drug.Route is { } route ? ScenarioWords.Of(route) : null,
                    Instant(drug.GivenAt)
                )),
            ]
        );

    private static async Task<EventReading> EventAsync(
        ReplayUnit unit,
        ReplayJournal journal,
        RecordedStep recorded,
        IReadOnlyList<InfusionItem> calendar
    )
    {
        var rows = await unit.Stores.Events.HistoryAsync(recorded.EventId!.Value);
        var row = rows.First(r => r.RowId == recorded.RowId);
        var content = row.Content;
        var infusion = calendar.FirstOrDefault(item => item.Head.InfusionId == content.InfusionId);
        var criteria = Enum.GetValues<SeriousnessCriteria>()
            .Where(c => c != SeriousnessCriteria.None && content.Seriousness.HasFlag(c));
        var course = new EventCourse(content, await unit.Stores.EventCourses.OfEventAsync(row.EventId));
        return new EventReading(
            content,
            new EventLine(
                Patient: recorded.Step.Patient.Id,
                Event: recorded.Step.Ref ?? recorded.Step.Path,
                Term: unit.Knowledge.Term(content.LltCode)!.Name.En,
                Llt: content.LltCode,
                Ctcae: CtcaeVersions.Format(content.CtcaeVersion),
                Grade: (int?)content.Grade,
                Onset: content.OnsetAt is { } onset
                    ? content.OnsetTimeKnown
                        ? Instant(onset)
                        : Date(unit.Clock.DateOf(onset))
                    : null,
                Infusion: infusion?.Head.CalendarOrdinal,
                OnsetMinute: content.OnsetMinute,
                RateAtOnsetMlPerHour: FromThousandths(content.RateAtOnsetMicrolitresPerHour),
                Action: ScenarioWords.Of(content.ActionTaken),
                SeriousnessAssessed: content.SeriousnessAssessed,
                Seriousness: [.. criteria.Select(ScenarioWords.Of)],
                Status: row.Status == EventStatus.Recorded ? "recorded" : "takenBack",
                Rows: rows.Count,
                WorstGrade: (int?)course.Worst,
                Standing: ScenarioWords.Of(course.Current.Phase),
                CurrentGrade: (int?)course.Current.Grade,
                Outcome: course.Outcome is { } outcome ? ScenarioWords.Of(outcome) : null,
                Symptoms: content.Symptoms,
                Causality: [.. (await unit.Stores.Causality.OfEventAsync(row.EventId)).Reverse().Select(Causality)]
            )
            {
                Course = journal.NumberOf(recorded.Course),
            }
        );
    }

    private static CausalityLine Causality(CausalityAssessment one) =>
        new(
            ScenarioWords.Of(one.Content.Drug),
            ScenarioWords.Of(one.Content.Method),
            one.Content.WhoUmc is { } category ? ScenarioWords.Of(category) : null,
            one.Score
        );
}
