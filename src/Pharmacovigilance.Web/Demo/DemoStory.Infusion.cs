using System.Globalization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Web.Demo;

internal sealed partial class DemoStory
{
    private void Give(ScheduledInfusion planned, DateTime start)
    {
        bool slip = Premedicate(planned, start);
        var rates = DemoRates.Undisturbed(planned.Ordinal, setting.Knowledge.InitialRates.For(planned.Ordinal).MlPerHour, Calendar.VolumeMl);
        Step(planned, start, InfusionStepKind.Started, rate: rates.Rates[0].MlPerHour, weight: WeightOn(planned), batch: Batch(start));
        double end = rates.EndMinute;
        Grade? reaction = fate.Reactions.TryGetValue(planned.Ordinal, out var grade) ? grade : null;
        double onset = Math.Round(Math.Clamp(random.LogNormal(setting.Parameters.MedianReactionMinute, 0.35), 12, end - 8));
        end = reaction switch
        {
            null or Grade.Grade1 => Rise(planned, start, rates, until: end),
            Grade.Grade2 => Interrupt(planned, start, rates, onset),
            _ => Rise(planned, start, rates, until: onset + 3),
        };
        if (reaction is { } worst) React(planned, start, onset, worst);
        bool stopped = reaction >= Grade.Grade3;
        if (stopped) (stopsOn, stopsBecause) = (planned.Date, CourseEndReason.AdverseEvent);
        Step(
            planned, start.AddMinutes(Math.Ceiling(end)), InfusionStepKind.Ended, reason: stopped ? "Stopped after a severe reaction" : null,
            statement: reaction is null ? ReactionStatement.NoReactionObserved : ReactionStatement.ReactionsRecorded);
        bool uncounted = !steps.OfType<DemoSample>().Any(sample => sample.CollectedAt > Utc(start.AddHours(-70)));
        if (slip || uncounted || reaction >= Grade.Grade2) Review(start.AddMinutes(onset + random.Between(20, 180)));
    }

    /// <returns>Whether something went wrong with it.</returns>
    private bool Premedicate(ScheduledInfusion planned, DateTime start)
    {
        bool outside = random.Chance(setting.Parameters.PremedicationOutsideWindowChance);
        bool forgotten = random.Chance(setting.Parameters.PremedicationForgottenChance);
        int minutesBefore = outside ? (random.Chance(0.5) ? random.Between(6, 12) : random.Between(66, 88)) : random.Between(22, 50);
        var given = start.AddMinutes(-minutesBefore);
        var plan = setting.Knowledge.PremedicationOf(patient.Regimen);
        int age = planned.Date.Year - patient.BirthDate.Year - (planned.Date < patient.BirthDate.AddYears(planned.Date.Year - patient.BirthDate.Year) ? 1 : 0);
        var drugs = plan.Drugs.SkipLast(forgotten ? 1 : 0)
            .Select(drug => new PremedicationEntry(drug.Code, (long?)(drug.DoseFor(age)?.FromMg * 1000), drug.Routes.Count == 0 ? null : drug.Routes[0], Utc(given)))
            .ToList();
        steps.Add(new DemoInfusionStep(Utc(given.AddMinutes(1)), patient.Index, planned.Ordinal, InfusionStepKind.Premedicated, Premedication: drugs));
        return outside || forgotten;
    }

    private double Rise(ScheduledInfusion planned, DateTime start, DemoRates rates, double until)
    {
        foreach (var rate in rates.Rates.Skip(1).Where(rate => rate.Minute < until))
            Step(planned, start.AddMinutes(rate.Minute), InfusionStepKind.RateChanged, rate: rate.MlPerHour);
        return until;
    }

    /// <returns>The minute at which the resumed infusion ends.</returns>
    private double Interrupt(ScheduledInfusion planned, DateTime start, DemoRates rates, double onset)
    {
        Rise(planned, start, rates, until: onset);
        double resumed = onset + random.Between(28, 45);
        var rest = rates.ResumedAfter(onset, resumed, Calendar.VolumeMl);
        Step(planned, start.AddMinutes(resumed), InfusionStepKind.Resumed, rate: rest.Rates[0].MlPerHour);
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
        steps.Add(new DemoEvent(
            Utc(at.AddMinutes(2)), patient.Index, ++keys, CtcaeTerms.InfusionRelatedReaction, grade, Utc(at), action,
            Hospitalised: grade >= Grade.Grade3, Ordinal: planned.Ordinal));
        if (grade >= Grade.Grade2)
            steps.Add(new DemoPressure(Utc(at.AddMinutes(5)), patient.Index, ++keys, planned.Ordinal, random.Between(92, 168), random.Between(54, 88), DuringReaction: true));
    }

    private void Step(
        ScheduledInfusion planned, DateTime at, InfusionStepKind kind, decimal? rate = null, long? weight = null, string? batch = null,
        ReactionStatement? statement = null, string? reason = null) =>
        steps.Add(new DemoInfusionStep(Utc(at), patient.Index, planned.Ordinal, kind, (long?)(rate * 1000), weight, batch, statement, reason));

    /// <summary>Weighed before each infusion, to 100 g.</summary>
    private long WeightOn(ScheduledInfusion planned) =>
        patient.WeightGrams + (100 * ((planned.Ordinal * (patient.Index % 5 - 2) / 4) + random.Between(-6, 6)));

    private static string Batch(DateTime start) => string.Create(CultureInfo.InvariantCulture, $"DEMO-{start:yy}{start:MM}");
}
