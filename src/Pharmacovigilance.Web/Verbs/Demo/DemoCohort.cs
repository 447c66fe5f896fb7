using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>Who is treated in the demonstration unit: without end, because new patients keep coming.</summary>
internal static class DemoCohort
{
    private const int LongestTreatmentWeeks = 104;
    private const int ShortestTreatmentWeeks = 6;
    private static readonly TimeOnly FirstChair = new(7, 50);

    public static DemoPatient Patient(DemoParameters parameters, int index)
    {
        var random = DemoChance.Source(parameters.Seed, index, subject: 0);
        var (family, given) = DemoNames.Of(index);
        var regimen =
            random.Chance(parameters.ShareIsaPd) || parameters.IsOnHoldToday(index) ? Regimen.IsaPd : Regimen.IsaKd;
        var firstDose = FirstDose(parameters, index, random);
        return new DemoPatient(
            index,
            DemoNames.RecordNumber(index),
            family,
            given,
            new DateOnly(random.Between(1941, 1976), 1, 1).AddDays(random.Next(365)),
            random.Chance(0.5) ? Sex.Female : Sex.Male,
            regimen,
            firstDose,
            Physician: index % 2,
            WeightGrams: random.Between(520, 980) * 100L,
            StopsOn(parameters, index, regimen, firstDose, random),
            FirstChair.AddMinutes(22 * (index % 12)),
            ParaproteinOf(parameters, index)
        )
        {
            Baseline = DemoBaseline.Of(parameters, index, regimen, firstDose),
        };
    }

    /// <summary>Chosen so that a visitor meets every case, no claim about myeloma; one in eight was never recorded.</summary>
    private static Paraprotein? ParaproteinOf(DemoParameters parameters, int index)
    {
        var random = DemoChance.Source(parameters.Seed, index, subject: 9);
        if (random.Chance(0.125))
            return null;
        var light = random.Chance(0.6) ? LightChain.Kappa : LightChain.Lambda;
        return new Paraprotein(
            random.Of([HeavyChain.IgG, HeavyChain.IgG, HeavyChain.IgG, HeavyChain.IgA, HeavyChain.None]),
            light
        );
    }

    /// <summary>No patient with a higher index is registered before this date.</summary>
    public static DateOnly EarliestRegistration(DemoParameters parameters, int index) =>
        index < parameters.Patients
            ? DateOnly.MinValue
            : Arrival(parameters, index).AddDays(-DemoStory.RegisteredAtMostDaysBefore);

    private static DateOnly FirstDose(DemoParameters parameters, int index, Random random)
    {
        if (IsDueToday(parameters, index))
            return parameters.Today.AddDays(-7 * parameters.WeeksTreatedOfThoseDueToday[index]);
        var day =
            index < parameters.Patients
                ? parameters.Today.AddDays(-random.Between(10, 364))
                : Arrival(parameters, index);
        // Mondays belong to those who are due when the demonstration begins.
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday or DayOfWeek.Monday)
            day = day.AddDays(1);
        return day;
    }

    private static DateOnly Arrival(DemoParameters parameters, int index) =>
        parameters.Today.AddDays(parameters.DaysBetweenNewPatients * (index - parameters.Patients + 1));

    private static DateOnly StopsOn(
        DemoParameters parameters,
        int index,
        Regimen regimen,
        DateOnly firstDose,
        Random random
    )
    {
        double median = regimen switch
        {
            Regimen.IsaPd => parameters.MedianTreatmentWeeksIsaPd,
            Regimen.IsaKd => parameters.MedianTreatmentWeeksIsaKd,
        };
        double weeks = Math.Clamp(random.Exponential(median), ShortestTreatmentWeeks, LongestTreatmentWeeks);
        var stop = firstDose.AddDays((int)(weeks * 7));
        var dueToday = parameters.Today.AddDays(7 * 12);
        return IsDueToday(parameters, index) && stop < dueToday ? dueToday : stop;
    }

    private static bool IsDueToday(DemoParameters parameters, int index) =>
        index < parameters.Patients && index < parameters.WeeksTreatedOfThoseDueToday.Count;
}
