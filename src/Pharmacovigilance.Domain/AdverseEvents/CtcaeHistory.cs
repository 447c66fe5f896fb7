namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>From when on a unit graded by a version.</summary>
/// <param name="Since">UTC.</param>
public sealed record CtcaeAdoption(CtcaeVersion Version, DateTimeOffset Since);

/// <summary>Which version the unit graded by at which time. A unit that never decided works by <see cref="Default"/>.</summary>
public sealed class CtcaeHistory
{
    /// <summary>The version of a unit that never decided otherwise.</summary>
    public const CtcaeVersion Default = CtcaeVersion.V50;

    private readonly List<CtcaeAdoption> adoptions;

    /// <param name="decisions">In any order; empty for a unit that never decided.</param>
    public CtcaeHistory(IEnumerable<CtcaeAdoption> decisions) =>
        adoptions = [
            new CtcaeAdoption(Default, DateTimeOffset.MinValue),
            .. decisions.OrderBy(decision => decision.Since),
        ];

    /// <summary>The history of a unit that never decided.</summary>
    public static CtcaeHistory Undecided { get; } = new([]);

    /// <summary>The version in force.</summary>
    public CtcaeVersion Current => adoptions[^1].Version;

    /// <summary>Every version that was in force at some time since then, each once.</summary>
    public IReadOnlyList<CtcaeVersion> Since(DateTimeOffset instant)
    {
        int first = adoptions.FindLastIndex(adoption => adoption.Since <= instant);
        return [.. adoptions.Skip(first).Select(adoption => adoption.Version).Distinct()];
    }

    /// <summary>The history as it would be after adopting a version.</summary>
    public CtcaeHistory With(CtcaeAdoption adoption) => new([.. adoptions.Skip(1), adoption]);
}
