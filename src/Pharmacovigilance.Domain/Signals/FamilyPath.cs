namespace Pharmacovigilance.Domain.Signals;

/// <summary>A stream in the unit's common order.</summary>
/// <param name="Positions">Per patient of the stream, ascending: the place in the order of first infusion of all the unit's patients, from 0.</param>
public sealed record FamilyMember(StreamPath Path, IReadOnlyList<int> Positions);

/// <summary>
/// What all streams of a unit say together, along all prefixes of its patients in the order of first infusion: at each one the
/// closed averaging of the streams' values at that same prefix. The largest over the prefixes keeps the promise for the whole board.
/// </summary>
/// <remarks>Unchanging. <see cref="With"/> gives to the bit what <see cref="Of"/> gives.</remarks>
public sealed class FamilyPath
{
    private readonly FamilyMember[] members;
    private readonly FamilyEvidence[] prefixes;

    private FamilyPath(FamilyMember[] members, FamilyEvidence[] prefixes) =>
        (this.members, this.prefixes) = (members, prefixes);

    /// <summary>N: all patients of the unit.</summary>
    public int Patients => prefixes.Length - 1;

    /// <param name="patients">All patients of the unit, of every regimen.</param>
    /// <exception cref="ArgumentException">Positions that are not one for each patient of the stream, ascending, within the unit's patients.</exception>
    public static FamilyPath Of(IReadOnlyList<FamilyMember> members, int patients) =>
        Along(Checked(members, patients, []), patients, [], 0);

    /// <summary>The path of the same family after a change; only the prefixes that changed are worked out.</summary>
    /// <inheritdoc cref="Of"/>
    public FamilyPath With(IReadOnlyList<FamilyMember> members, int patients)
    {
        var changed = Checked(members, patients, patients >= Patients ? this.members : []);
        int first = Math.Min(patients, Patients) + 1;
        if (changed.Length != this.members.Length)
            first = 0;
        for (int j = 0; j < changed.Length && first > 0; j++)
            first = Math.Min(first, FirstChange(this.members[j], changed[j]));
        return Along(changed, patients, prefixes, first);
    }

    /// <summary>ln of the closed-averaging value of a stream after the first patients of the unit, 0 to <see cref="Patients"/>.</summary>
    public double LnClosed(int member, int prefix) => prefixes[prefix].LnClosed[member];

    /// <summary>The largest <see cref="LnClosed"/> of all prefixes.</summary>
    public double LnClosedMaximum(int member) => prefixes.Max(prefix => prefix.LnClosed[member]);

    /// <summary>The first prefix at which <see cref="LnClosed"/> reaches the threshold; null when none does.</summary>
    public int? FirstAtLeast(int member, double lnThreshold) =>
        Array.FindIndex(prefixes, prefix => prefix.LnClosed[member] >= lnThreshold) is var first and >= 0
            ? first
            : null;

    /// <summary>ln of the mean of all streams' values after the first patients of the unit: that something is raised, without naming it.</summary>
    public double LnMean(int prefix) => prefixes[prefix].LnMean;

    /// <param name="known">Members whose places were found right; the same list of places still is.</param>
    private static FamilyMember[] Checked(IReadOnlyList<FamilyMember> members, int patients, FamilyMember[] known)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patients);
        for (int j = 0; j < members.Count; j++)
        {
            var member = members[j];
            if (
                j < known.Length
                && ReferenceEquals(known[j].Positions, member.Positions)
                && member.Positions.Count == member.Path.Count
            )
                continue;
            int before = -1;
            foreach (int position in member.Positions)
                before = position > before ? position : patients;
            if (member.Positions.Count != member.Path.Count || before >= patients)
                throw new ArgumentException(
                    "Each patient of a stream needs one place, ascending, among the unit's patients.",
                    nameof(members)
                );
        }

        return [.. members];
    }

    /// <summary>The first prefix of the unit at which a stream no longer has the value it had; the largest number when it has all it had.</summary>
    private static int FirstChange(FamilyMember before, FamilyMember after)
    {
        if (ReferenceEquals(before.Path, after.Path) && ReferenceEquals(before.Positions, after.Positions))
            return int.MaxValue;
        int shared = Math.Min(before.Path.Count, after.Path.Count);
        for (int i = 0; i < shared; i++)
        {
            if (before.Positions[i] != after.Positions[i])
                return Math.Min(before.Positions[i], after.Positions[i]) + 1;
            if (!before.Path.LnE(i + 1).Equals(after.Path.LnE(i + 1)))
                return before.Positions[i] + 1;
        }

        var longer = before.Path.Count > shared ? before : after;
        return longer.Path.Count > shared ? longer.Positions[shared] + 1 : int.MaxValue;
    }

    /// <param name="kept">How many of the known prefixes stay as they are.</param>
    private static FamilyPath Along(FamilyMember[] members, int patients, FamilyEvidence[] known, int kept)
    {
        var all = new FamilyEvidence[patients + 1];
        Array.Copy(known, all, kept);
        var averaging = new ClosedAveraging(members.Length);
        int[] given = [.. members.Select(member => GivenWithin(member.Positions, kept - 1))];
        int[] next = [.. members.Select((member, j) => PlaceOf(member, given[j]))];
        double[] lnE = [.. members.Select((member, j) => member.Path.LnE(given[j]))];
        for (int prefix = kept; prefix <= patients; prefix++)
        {
            for (int j = 0; j < next.Length; j++)
            {
                if (next[j] >= prefix)
                    continue;
                lnE[j] = members[j].Path.LnE(++given[j]);
                next[j] = PlaceOf(members[j], given[j]);
            }

            all[prefix] = averaging.Of(lnE);
        }

        return new FamilyPath(members, all);
    }

    private static int PlaceOf(FamilyMember member, int patient) =>
        patient < member.Positions.Count ? member.Positions[patient] : int.MaxValue;

    /// <summary>How many patients of the stream are among the first patients of the unit.</summary>
    private static int GivenWithin(IReadOnlyList<int> positions, int prefix)
    {
        int low = 0,
            high = positions.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (positions[middle] < prefix)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
