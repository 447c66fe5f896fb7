using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>Laboratory values of one patient: the worst grade once, at its nadir, and milder ones around it.</summary>
internal sealed class DemoLaboratory
{
    /// <summary>What the demonstration's laboratory measures.</summary>
    public static IReadOnlyList<LabTest> Measured { get; } =
    [LabTest.NeutrophilCount, LabTest.PlateletCount, LabTest.Hemoglobin];

    private static readonly int[] NeutrophilNadirs = [2, 3, 4, 5, 6, 7];

    // Infusions before which platelets and haemoglobin are measured too.
    private static readonly int[] OtherNadirs = [3, 5, 7];

    private readonly DemoPatient patient;
    private readonly Random random;
    private readonly Dictionary<LabTest, Grade?> worst;
    private readonly Dictionary<LabTest, int> nadir;

    /// <param name="neutrophilNadir">Set to have a life-threatening neutrophil count at this infusion whatever was drawn.</param>
    public DemoLaboratory(DemoFate fate, DemoPatient patient, Random random, int? neutrophilNadir)
    {
        this.patient = patient;
        this.random = random;
        worst = new Dictionary<LabTest, Grade?>(fate.Worst);
        nadir = Measured.ToDictionary(
            test => test,
            test => random.Of(test == LabTest.NeutrophilCount ? NeutrophilNadirs : OtherNadirs)
        );
        if (neutrophilNadir is not { } forced)
            return;
        worst[LabTest.NeutrophilCount] = Grade.Grade4;
        nadir[LabTest.NeutrophilCount] = forced;
    }

    /// <summary>Whether platelets and haemoglobin are measured before an infusion, not only neutrophils.</summary>
    public static bool IsFullCount(ScheduledInfusion planned) => planned.DayOfCycle == 1 || planned.Ordinal == 3;

    /// <summary>Whether this is the infusion before which the worst count of neutrophils is found.</summary>
    public bool IsNeutrophilNadir(int ordinal) =>
        worst[LabTest.NeutrophilCount] is not null && nadir[LabTest.NeutrophilCount] == ordinal;

    /// <summary>The grade a value before an infusion has; null = within normal.</summary>
    public Grade? GradeAt(LabTest test, int ordinal)
    {
        if (worst[test] is not { } most)
            return null;
        if (ordinal == nadir[test])
            return most;
        // Milder before and after; a severe grade returns now and then.
        if (ordinal < nadir[test])
            return random.Chance(0.3) ? Grade.Grade1 : null;
        if (most >= Grade.Grade3 && random.Chance(0.08))
            return most;
        return random.Chance(0.45) ? Least(most, random.Chance(0.5) ? Grade.Grade1 : Grade.Grade2) : null;
    }

    /// <summary>A value of a grade, rounded as a laboratory prints it, in the test's canonical unit.</summary>
    public decimal ValueOf(LabTest test, Grade? grade)
    {
        var (from, to, decimals) = Range(test, grade);
        return Math.Round(from + ((to - from) * (decimal)random.NextDouble()), decimals);
    }

    /// <summary>The laboratory's lower limit of normal; haemoglobin's depends on the sex.</summary>
    public decimal LowerLimitOf(LabTest test) =>
        test switch
        {
            LabTest.NeutrophilCount => 1.8m,
            LabTest.PlateletCount => 150m,
            LabTest.Hemoglobin => patient.Sex == Sex.Male ? 130m : 120m,
            _ => throw new ArgumentOutOfRangeException(nameof(test), test, "The demonstration does not measure it."),
        };

    private (decimal From, decimal To, int Decimals) Range(LabTest test, Grade? grade)
    {
        decimal limit = LowerLimitOf(test);
        return (test, grade) switch
        {
            (LabTest.NeutrophilCount, null) => (limit, 5.5m, 2),
            (LabTest.NeutrophilCount, Grade.Grade1) => (1.50m, 1.79m, 2),
            (LabTest.NeutrophilCount, Grade.Grade2) => (1.00m, 1.49m, 2),
            (LabTest.NeutrophilCount, Grade.Grade3) => (0.50m, 0.99m, 2),
            (LabTest.NeutrophilCount, _) => (0.08m, 0.49m, 2),
            (LabTest.PlateletCount, null) => (limit, 320m, 0),
            (LabTest.PlateletCount, Grade.Grade1) => (75m, 149m, 0),
            (LabTest.PlateletCount, Grade.Grade2) => (50m, 74m, 0),
            (LabTest.PlateletCount, Grade.Grade3) => (25m, 49m, 0),
            (LabTest.PlateletCount, _) => (9m, 24m, 0),
            (LabTest.Hemoglobin, null) => (limit, limit + 25m, 0),
            (LabTest.Hemoglobin, Grade.Grade1) => (100m, limit - 1m, 0),
            (LabTest.Hemoglobin, Grade.Grade2) => (80m, 99m, 0),
            (LabTest.Hemoglobin, _) => (64m, 79m, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(test), test, "The demonstration does not measure it."),
        };
    }

    private static Grade Least(Grade one, Grade other) => one < other ? one : other;
}
