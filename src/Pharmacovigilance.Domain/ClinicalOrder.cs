namespace Pharmacovigilance.Domain;

/// <summary>
/// What "the latest" means everywhere in the product. Of two facts of one instant the worse stands; only between equal ones does
/// the newer entry. So the order in which facts are entered cannot decide what a rule or a screen says.
/// </summary>
/// <param name="when">When it was.</param>
/// <param name="severity">Greater is worse; equal means that neither is.</param>
/// <param name="recordedAt">When it was entered.</param>
/// <param name="id">Decides nothing of substance: it keeps equal facts entered together in one order.</param>
public sealed class ClinicalOrder<T>(
    Func<T, PartialTime> when,
    Comparison<T> severity,
    Func<T, DateTimeOffset> recordedAt,
    Func<T, string> id
) : IComparer<T>
    where T : class
{
    /// <summary>By time, of one time the worse later. A fact known by its day alone stands at the end of the day: it may be the last of it.</summary>
    public int Compare(T? x, T? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        int order = when(x).Latest.CompareTo(when(y).Latest);
        return order != 0 ? order : Standing(x, y);
    }

    /// <summary>Oldest first; of one instant the one that stands comes last.</summary>
    public IReadOnlyList<T> OldestFirst(IEnumerable<T> facts) => [.. NewestFirst(facts).Reverse()];

    /// <summary>The one that stands now comes first.</summary>
    public IReadOnlyList<T> NewestFirst(IEnumerable<T> facts)
    {
        var ordered = facts.OrderDescending(this).ToList();
        if (Latest(ordered) is not { } latest || ReferenceEquals(latest, ordered[0]))
            return ordered;
        ordered.Remove(latest);
        return [latest, .. ordered];
    }

    /// <summary>The worst of those that may be the last: no other is certainly later. Null where there is none.</summary>
    public T? Latest(IEnumerable<T> facts)
    {
        var all = facts as IReadOnlyCollection<T> ?? [.. facts];
        if (all.Count == 0)
            return null;
        var last = all.Max(fact => when(fact).Earliest);
        return all.Where(fact => when(fact).Latest >= last)
            .Aggregate((one, other) => Standing(one, other) < 0 ? other : one);
    }

    /// <summary>The worst, whenever it was.</summary>
    public T? Worst(IEnumerable<T> facts) =>
        facts.Aggregate((T?)null, (one, other) => one is null || Standing(one, other) < 0 ? other : one);

    /// <summary>The worst, and of equal ones the one entered first: what is named after it keeps its name when the same is entered again.</summary>
    public T? WorstAsFirstEntered(IEnumerable<T> facts) => facts.Aggregate((T?)null, (one, other) => one is null ? other
            : severity(one, other) is not 0 and var order ? (order < 0 ? other : one)
            : Entry(one, other) > 0 ? other
            : one);

    private int Standing(T one, T other) => severity(one, other) is not 0 and var order ? order : Entry(one, other);

    private int Entry(T one, T other) =>
        recordedAt(one).CompareTo(recordedAt(other)) is not 0 and var order
            ? order
            : string.CompareOrdinal(id(one), id(other));
}
