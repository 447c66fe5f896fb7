namespace Pharmacovigilance.Domain.Infusions;

/// <summary>An infusion that was started.</summary>
/// <param name="CalendarOrdinal">Decides between starts at the same instant.</param>
public sealed record StartedInfusion(InfusionId InfusionId, int CalendarOrdinal, DateTimeOffset StartedAt);

/// <summary>The number of an infusion among those given: 1 for the first start, without gaps, whatever was called off and in whatever order it was recorded.</summary>
public static class GivenOrdinals
{
    public static IReadOnlyDictionary<InfusionId, int> Of(IEnumerable<StartedInfusion> started) =>
        started
            .OrderBy(infusion => infusion.StartedAt)
            .ThenBy(infusion => infusion.CalendarOrdinal)
            .Select((infusion, i) => (infusion.InfusionId, Ordinal: i + 1))
            .ToDictionary(pair => pair.InfusionId, pair => pair.Ordinal);
}
