using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Everything that is not known, of whom, and why it matters: what is missing is said, never filled in.</summary>
internal static class ReportUnknowns
{
    private const string Assumed = "assumed";
    private const string NotKnown = "not known";
    private const string NotReported = "not reported";
    private const string Contradicts = "contradicts";
    private const string ToBeCompleted = "to be completed";
    private const string Questionable = "questionable";

    public static IReadOnlyList<UnknownLine> Of(
        Scenario scenario,
        Knowledge knowledge,
        IReadOnlyList<CourseReading> courses,
        ReplayJournal journal
    ) =>
        [
            .. scenario
                .Assumptions.Where(a => a.Patient is null)
                .Select(a => new UnknownLine(null, "assumption", Assumed, [], null, null, $"{a.What}: {a.Why}")),
            .. courses.SelectMany(course =>
                OfPatient(scenario, course)
                    .Concat(OfEnds(course))
                    .Concat(OfInfusions(course))
                    .Concat(OfQuestions(course, knowledge, journal))
                    .Concat(OfEvents(knowledge, course))
                    .Concat(OfBounds(knowledge, course))
            ),
        ];

    private static IEnumerable<UnknownLine> OfPatient(Scenario scenario, CourseReading course)
    {
        // What is unknown of the patient is said once, with the first course.
        if (course.Number > 1)
            yield break;
        var patient = course.Patient;
        UnknownLine Line(string what, string status, string why) => new(patient.Id, what, status, [], null, null, why);

        if (patient.FirstDoseKnown is { } known)
            yield return Line(
                "startDate",
                Assumed,
                $"Of the first dose only {known} is known; {ReportFormat.Date(patient.FirstDose)} is an assumption, and every date counted from it moves with it."
            );
        if (patient.Sex == Sex.Unknown)
            yield return Line("sex", NotKnown, "Needed to tell patients apart, and in reports to authorities.");
        if (patient.BirthDate is null)
            yield return Line(
                "birthDate",
                NotKnown,
                patient.AgeYears is { } age
                    ? $"An age of {age} years is stated; a birth date is not made up from it, so doses that depend on age have to be checked by a person."
                    : "Doses that depend on age have to be checked by a person."
            );
        foreach (
            var assumption in scenario.Assumptions.Where(a =>
                string.Equals(a.Patient, patient.Id, StringComparison.OrdinalIgnoreCase)
            )
        )
            yield return Line("assumption", Assumed, $"{assumption.What}: {assumption.Why}");
    }

    /// <summary>What goes on in the record although something in it ended the treatment.</summary>
    private static IEnumerable<UnknownLine> OfEnds(CourseReading course)
    {
        var planned = course
            .Infusions.Where(i => i.Item.State.Status is InfusionStatus.Planned or InfusionStatus.Premedicated)
            .Select(i => i.Line.Ordinal)
            .ToList();
        if (course.Death is { } death)
        {
            if (planned.Count > 0)
                yield return new(
                    course.Patient.Id,
                    "death",
                    Contradicts,
                    planned,
                    null,
                    null,
                    $"The patient died ({ReportFormat.Instant(death.Latest)} at the latest); that calls off these infusions, but the course still goes on. End it."
                );
            foreach (
                var reading in course.Events.Where(e =>
                    e.Line.Status == "recorded" && death.IsBefore(e.Content.OnsetAt)
                )
            )
                yield return new(
                    course.Patient.Id,
                    "death",
                    Contradicts,
                    [],
                    reading.Line.Event,
                    reading.Line.Term,
                    "The onset is after the patient's death; the event does not count."
                );
        }
        else if (
            planned.Count > 0
            && course.Events.FirstOrDefault(e =>
                e.Line.Status == "recorded" && e.Content.ActionTaken == ActionTaken.DrugWithdrawn
            )
                is { } withdrawn
        )
        {
            yield return new(
                course.Patient.Id,
                "drugWithdrawn",
                Contradicts,
                planned,
                withdrawn.Line.Event,
                withdrawn.Line.Term,
                "Isatuximab is recorded as withdrawn; these infusions still stand as planned, and none starts until a physician has decided."
            );
        }
    }

    /// <summary>One line per unknown, with the infusions it is unknown of.</summary>
    private static IEnumerable<UnknownLine> OfInfusions(CourseReading course)
    {
        (string What, string Status, string Why, Func<InfusionReading, bool> IsUnknown)[] all =
        [
            (
                "dose",
                NotKnown,
                "The dose is 10 mg per kg of actual body weight and the weight is unknown; no dose is guessed.",
                i => i.Item.State.WeightGrams is null
            ),
            (
                "anc",
                NotKnown,
                "No neutrophil count collected before the infusion is on record: whether the patient could be treated is unknown.",
                i => course.WithoutAnc.Contains(i.Line.Ordinal)
            ),
            (
                "ancBefore",
                NotKnown,
                "Of the neutrophil count only the day is known: whether it was collected before the infusion, or fresh, is not known.",
                i => course.AncNotKnown.Contains(i.Line.Ordinal)
            ),
            (
                "reactionStatement",
                ToBeCompleted,
                "At the end a reaction was stated, but none is on record any more: whether there was one is open again, and the infusion counts as not assessed.",
                i => i.Reactions is ReactionStanding.Open
            ),
            (
                "reactionStatement",
                ToBeCompleted,
                "At the end no reaction was stated, but one is on record: it counts, and the statement is to be corrected.",
                i => i.Reactions is ReactionStanding.Contradicted
            ),
            (
                "premedication",
                NotReported,
                "The record taken over does not say whether premedication was given; that is neither given nor omitted, so no alert is raised about it.",
                i => i.Item.State.PremedicationUnknown
            ),
            (
                "infusionReaction",
                NotReported,
                "Nobody says whether a reaction occurred: such infusions say neither \"none\" nor \"one\", and without any other statement the patient leaves numerator and denominator.",
                i => i.Item.State.Reaction is ReactionStatement.NotReported
            ),
            ("startTime", NotKnown, "Only the day is known; the infusion stands at noon for the order alone.", i =>
                !i.Item.State.StartTimeKnown
            ),
            ("endTime", NotKnown, "When the infusion ended is not known, so its duration is not either.", i =>
                i.Item.State is { Status: InfusionStatus.Ended, EndedAt: null }
            ),
            (
                "infusionRate",
                NotKnown,
                "Half the initial rate is the restart rate after a reaction; without it none can be proposed.",
                i => i.Item.State.InitialRateMicrolitresPerHour is null
            ),
            (
                "doseGiven",
                Questionable,
                "By the recorded times and rates more ran in than the bag holds: a time or a rate is wrong, and how much was given is not known.",
                i => i.Dose.Gap is GivenGap.MoreThanTheBag
            ),
            (
                "doseGiven",
                Questionable,
                "By the recorded rates only a part of the bag ran in, in a time in which all of it could have: either a change of the rate is not recorded, or a part was not given.",
                i => i.Dose.Extent is GivenExtent.PartlyByRates
            ),
            ("brandAndBatch", NotKnown, "A reaction cannot be traced to the product given.", i =>
                i.Item.State.Brand is null || i.Item.State.BatchNumber is null
            ),
        ];
        return all.Select(one =>
                (
                    one,
                    ordinals: course
                        .Infusions.Where(i => i.Given && one.IsUnknown(i))
                        .Select(i => i.Line.Ordinal)
                        .ToList()
                )
            )
            .Where(pair => pair.ordinals.Count > 0)
            .Select(pair => new UnknownLine(
                course.Patient.Id,
                pair.one.What,
                pair.one.Status,
                pair.ordinals,
                null,
                null,
                pair.one.Why
            ));
    }

    /// <summary>Results that are only a bound and leave their grade open, oldest first.</summary>
    private static IEnumerable<UnknownLine> OfBounds(Knowledge knowledge, CourseReading course) =>
        course
            .Labs.Reverse()
            .Where(lab =>
                LabGrading.Propose(knowledge.Ctcae, lab.Value, lab.LowerLimitOfNormal).Reason
                == GradeReason.BoundDoesNotDecide
            )
            .Select(lab => new UnknownLine(
                course.Patient.Id,
                "laboratoryGrade",
                NotKnown,
                [],
                null,
                knowledge.Ctcae.TermFor(lab.Value.Test)?.Name.En,
                $"{LabTests.Of(lab.Value.Test).Code} {lab.EnteredValue} of {ReportFormat.Instant(lab.CollectedAt)} is only a bound: values of different grades fit it, so it has none."
            ));

    /// <summary>What a person would have been asked about before it was recorded.</summary>
    private static IEnumerable<UnknownLine> OfQuestions(
        CourseReading course,
        Knowledge knowledge,
        ReplayJournal journal
    )
    {
        foreach (var asked in journal.Questions.Where(asked => asked.Patient == course.Patient))
        {
            if (
                course.Infusions.FirstOrDefault(reading => reading.Item.Head.InfusionId == asked.Infusion)
                is not { } reading
            )
                continue;
            yield return new UnknownLine(
                course.Patient.Id,
                What(asked.Question.Code),
                Questionable,
                [reading.Line.Ordinal],
                null,
                null,
                EnglishSentences.Of(asked.Question)
            );
        }

        if (
            course.Infusions.FirstOrDefault(reading => reading.Given && reading.Item.State.WeightGrams is not null)
                is { Item.State.WeightGrams: { } first } weighed
            && course.Patient.WeightGrams is { } stated
            && knowledge.WeightChange.Asks(first, stated)
        )
        {
            yield return new UnknownLine(
                course.Patient.Id,
                What(StepQuestions.WeightChanged),
                Questionable,
                [weighed.Line.Ordinal],
                null,
                null,
                $"{ReportFormat.FromThousandths(first)} kg at the start, {ReportFormat.FromThousandths(stated)} kg stated for the patient."
            );
        }
    }

    private static string What(string question) =>
        question switch
        {
            StepQuestions.WeightChanged => "weight",
            "premedication.dose-outside-plan" => "premedicationDose",
            "premedication.outside-window" => "premedicationTime",
            _ => "infusionRate",
        };

    private static IEnumerable<UnknownLine> OfEvents(Knowledge knowledge, CourseReading course)
    {
        foreach (var reading in course.Events.Where(e => e.Line.Status == "recorded"))
        {
            var (content, line) = (reading.Content, reading.Line);
            UnknownLine Line(string what, string why) =>
                new(
                    course.Patient.Id,
                    what,
                    ToBeCompleted,
                    line.Infusion is { } infusion ? [infusion] : [],
                    line.Event,
                    line.Term,
                    why
                );

            if (content.Grade is null)
                yield return Line(
                    "grade",
                    "The event counts for any grade; whether it was grade 3 or higher cannot be told, so it counts in neither number there."
                );
            if (content.OnsetAt is null)
                yield return Line(
                    "onset",
                    "Without the date the event cannot be related to an infusion or to the time under treatment."
                );
            else if (!content.OnsetTimeKnown)
                yield return Line("onsetTime", "Only the day is known: where the hour would decide, it is not known.");
            if (
                knowledge.Ctcae.Find(content.LltCode) is { Laboratory: { } laboratory }
                && content.SourceObservationId is null
            )
                yield return Line(
                    "laboratoryValue",
                    $"The {LabTests.Of(laboratory.Test).Code} behind the event is not on record; rules look at the value and never at a reported grade."
                );
            if (content.ActionTaken == ActionTaken.Unknown)
                yield return Line("actionTaken", "Not stated.");
            if (!content.SeriousnessAssessed)
                yield return Line("seriousness", "Nobody has assessed it, which differs from \"not serious\".");
        }
    }
}
