using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>What an invented patient's course begins with. By chances of its own, so that it changes nothing else of the story; chosen so that a visitor meets every case, no claim about myeloma.</summary>
internal static class DemoBaseline
{
    /// <returns>Null where nothing was recorded: one in twelve.</returns>
    public static CourseBaseline? Of(DemoParameters parameters, int index, Regimen regimen, DateOnly firstDose)
    {
        var random = DemoChance.Source(parameters.Seed, index, subject: 11);
        if (random.Chance(1 / 12.0))
            return null;
        return new CourseBaseline(null, PriorOf(regimen, random), EcogOf(random), RenalOf(random, firstDose));
    }

    private static PriorTreatment PriorOf(Regimen regimen, Random random)
    {
        if (random.Chance(0.08))
            return PriorTreatment.Unknown;
        int lines = regimen switch
        {
            Regimen.IsaPd => random.Of([2, 2, 3, 3, 3, 4, 5]),
            Regimen.IsaKd => random.Of([1, 1, 1, 2, 2, 3]),
        };
        var lenalidomide = regimen is Regimen.IsaPd || random.Chance(0.6) ? Stated.Yes : Stated.No;
        return new PriorTreatment
        {
            Lines = lines,
            Lenalidomide = lenalidomide,
            ProteasomeInhibitor = Stated.Yes,
            RefractoryToLenalidomide = lenalidomide is Stated.Yes && random.Chance(0.8) ? Stated.Yes : Stated.No,
            RefractoryToProteasomeInhibitor = random.Chance(0.5) ? Stated.Yes : Stated.No,
        };
    }

    private static EcogStatus? EcogOf(Random random) =>
        random.Chance(0.06)
            ? null
            : random.Of([
                EcogStatus.Ecog0,
                EcogStatus.Ecog0,
                EcogStatus.Ecog0,
                EcogStatus.Ecog1,
                EcogStatus.Ecog1,
                EcogStatus.Ecog1,
                EcogStatus.Ecog1,
                EcogStatus.Ecog2,
                EcogStatus.Ecog2,
                EcogStatus.NotKnown,
            ]);

    private static RenalFunction? RenalOf(Random random, DateOnly firstDose) =>
        random.Chance(0.08) ? null
        : random.Chance(0.06) ? RenalFunction.NotKnown
        : new RenalFunction(random.Between(28, 105) * 1000L, firstDose.AddDays(-random.Between(11, 25)));
}
