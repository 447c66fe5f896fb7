using System.Globalization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Web.Verbs.Demo;

internal sealed partial class DemoStory
{
    private void Give(ScheduledInfusion planned, DateTime start)
    {
        bool slip = Premedicate(planned, start);
        // What was called off does not count: the table is that of the infusions given.
        var table = setting.Knowledge.RatePlans.For(++givenSoFar);
        var rates = DemoRates.Undisturbed(table);
        Step(
            planned,
            start,
            InfusionStepKind.Started,
            rate: rates.Rates[0].MlPerHour,
            weight: WeightOn(planned),
            batch: Batch(start)
        );
        // Only what a visitor can see running has vital signs: a year of them would be thousands of entries.
        if (planned.Date >= setting.Parameters.Today)
            Watch(planned, start, rates.EndMinute);
        double end = rates.EndMinute;
        Grade? reaction = fate.Reactions.TryGetValue(planned.Ordinal, out var grade) ? grade : null;
        double onset = Math.Round(
            Math.Clamp(random.LogNormal(setting.Parameters.MedianReactionMinute, 0.35), 12, end - 8)
        );
        end = reaction switch
        {
            null or Grade.Grade1 => Rise(planned, start, rates, until: end),
            Grade.Grade2 => Interrupt(planned, start, table, rates, onset),
            _ => Rise(planned, start, rates, until: onset + 3),
        };
        if (reaction is { } worst)
            React(planned, start, onset, worst);
        bool stopped = reaction >= Grade.Grade3;
        if (stopped)
            (stopsOn, stopsBecause) = (planned.Date, CourseEndReason.AdverseEvent);
        Step(
            planned,
            start.AddMinutes(Math.Ceiling(end)),
            InfusionStepKind.Ended,
            reason: stopped ? "Stopped after a severe reaction" : null,
            statement: reaction is null ? ReactionStatement.NoReactionObserved : ReactionStatement.ReactionsRecorded
        );
        bool uncounted = !steps.OfType<DemoSample>().Any(sample => sample.CollectedAt > Utc(start.AddHours(-70)));
        if (slip || uncounted || reaction >= Grade.Grade2)
            Review(start.AddMinutes(onset + random.Between(20, 180)));
    }

    /// <returns>Whether something went wrong with it.</returns>
    private bool Premedicate(ScheduledInfusion planned, DateTime start)
    {
        bool outside = random.Chance(setting.Parameters.PremedicationOutsideWindowChance);
        bool forgotten = random.Chance(setting.Parameters.PremedicationForgottenChance);
        int minutesBefore = outside
            ? (random.Chance(0.5) ? random.Between(6, 12) : random.Between(66, 88))
            : random.Between(22, 50);
        var given = start.AddMinutes(-minutesBefore);
        var plan = setting.Knowledge.PremedicationOf(patient.Regimen);
        int age =
            planned.Date.Year
            - patient.BirthDate.Year
            - (planned.Date < patient.BirthDate.AddYears(planned.Date.Year - patient.BirthDate.Year) ? 1 : 0);
        var drugs = plan
            .Drugs.SkipLast(forgotten ? 1 : 0)
            .Select(drug => new PremedicationEntry(
                drug.Code,
                (long?)(drug.DoseFor(age)?.FromMg * 1000),
                drug.Routes.Count == 0 ? null : drug.Routes[0],
                Utc(given)
            ))
            .ToList();
        steps.Add(
            new DemoInfusionStep(
                Utc(given.AddMinutes(1)),
                patient.Index,
                planned.Ordinal,
                InfusionStepKind.Premedicated,
                Premedication: drugs
            )
        );
        return outside || forgotten;
    }

    private double Rise(ScheduledInfusion planned, DateTime start, DemoRates rates, double until)
    {
        foreach (var rate in rates.Rates.Skip(1).Where(rate => rate.Minute < until))
            Step(planned, start.AddMinutes(rate.Minute), InfusionStepKind.RateChanged, rate: rate.MlPerHour);
        return until;
    }

    /// <returns>The minute at which the resumed infusion ends.</returns>
    private double Interrupt(ScheduledInfusion planned, DateTime start, RateTable table, DemoRates rates, double onset)
    {
        Rise(planned, start, rates, until: onset);
        double resumed = onset + random.Between(28, 45);
        var rest = rates.ResumedAfter(
            onset,
            resumed,
            table,
            setting.Knowledge.RatePlans.WatchAfterRestart.TotalMinutes
        );
        Step(
            planned,
            start.AddMinutes(resumed),
            InfusionStepKind.Resumed,
            rate: rest.Rates[0].MlPerHour,
            reactionNow: ReactionNow.Resolved
        );
        return Rise(planned, start, rest, until: rest.EndMinute);
    }

    private void React(ScheduledInfusion planned, DateTime start, double onset, Grade grade)
    {
        var at = start.AddMinutes(onset);
        var action = grade switch
        {
            Grade.Grade1 => ActionTaken.DoseNotChanged,
            Grade.Grade2 => ActionTaken.DrugInterrupted,
            Grade.Grade3 or Grade.Grade4 or Grade.Grade5 => ActionTaken.DrugWithdrawn,
        };
        steps.Add(
            new DemoEvent(
                Utc(at.AddMinutes(2)),
                patient.Index,
                ++keys,
                CtcaeTerms.InfusionRelatedReaction,
                grade,
                Utc(at),
                action,
                Hospitalised: grade >= Grade.Grade3,
                Ordinal: planned.Ordinal
            )
        );
        if (grade == Grade.Grade1)
            steps.Add(
                new DemoCheck(
                    Utc(at.AddMinutes(20)),
                    patient.Index,
                    planned.Ordinal,
                    VitalSigns.None,
                    ReactionNow: ReactionNow.Resolved
                )
            );
        if (grade >= Grade.Grade2)
            steps.Add(
                new DemoPressure(
                    At: Utc(at.AddMinutes(5)),
                    Patient: patient.Index,
                    Key: ++keys,
                    Ordinal: planned.Ordinal,
                    SystolicMmHg: random.Between(92, 168),
                    DiastolicMmHg: random.Between(54, 88),
                    DuringReaction: true
                )
            );
    }

    private void Step(
        ScheduledInfusion planned,
        DateTime at,
        InfusionStepKind kind,
        decimal? rate = null,
        long? weight = null,
        string? batch = null,
        ReactionStatement? statement = null,
        string? reason = null,
        ReactionNow? reactionNow = null
    ) =>
        steps.Add(
            new DemoInfusionStep(
                Utc(at),
                patient.Index,
                planned.Ordinal,
                kind,
                (long?)(rate * 1000),
                weight,
                batch,
                statement,
                reason,
                ReactionNow: reactionNow
            )
        );

    /// <summary>Vital signs every half hour, unremarkable. By chances of their own, so that they change nothing else of the story.</summary>
    private void Watch(ScheduledInfusion planned, DateTime start, double endMinute)
    {
        var own = new Random((patient.Index * 1000) + planned.Ordinal);
        for (double minute = 15; minute < endMinute; minute += 30)
        {
            steps.Add(
                new DemoCheck(
                    Utc(start.AddMinutes(minute)),
                    patient.Index,
                    planned.Ordinal,
                    new VitalSigns(
                        own.Between(62, 94),
                        own.Between(362, 373),
                        own.Between(95, 99),
                        own.Between(12, 18)
                    ),
                    own.Between(112, 138),
                    own.Between(66, 84)
                )
            );
        }
    }

    /// <summary>Weighed before each infusion, to 100 g.</summary>
    private long WeightOn(ScheduledInfusion planned) =>
        patient.WeightGrams + (100 * ((planned.Ordinal * (patient.Index % 5 - 2) / 4) + random.Between(-6, 6)));

    private static string Batch(DateTime start) =>
        string.Create(CultureInfo.InvariantCulture, $"DEMO-{start:yy}{start:MM}");
}
