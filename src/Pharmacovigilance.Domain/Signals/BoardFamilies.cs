namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The families of a unit: one for each time all its lines began anew, the first of them number 0. Every epoch of a primary line is a
/// hypothesis of its own in the family of its time, and stays in it: a signal that was closed neither takes the evidence of other
/// lines away nor is it ever counted twice.
/// </summary>
internal sealed class BoardFamilies
{
    private readonly Dictionary<(StreamKey Stream, int Epoch), (int Family, int Member)> places = [];
    private readonly List<FamilyPath> families = [];

    private BoardFamilies() { }

    public static BoardFamilies Empty { get; } = Of([], 0, before: null);

    /// <summary>The family in which signals are raised now.</summary>
    public FamilyPath Present => families[^1];

    /// <param name="streams">In the order of the board.</param>
    /// <param name="patients">All patients of the unit.</param>
    /// <param name="before">To take over what has not changed.</param>
    public static BoardFamilies Of(IReadOnlyList<StreamEpochs> streams, int patients, BoardFamilies? before)
    {
        var made = new BoardFamilies();
        int last = streams.Count == 0 ? 0 : streams.Max(stream => stream.Beginnings.FamiliesSince(0));
        for (int number = 0; number <= last; number++)
        {
            List<FamilyMember> members = [];
            foreach (var epoch in streams.SelectMany(stream => stream.OfFamily(last - number)))
            {
                made.places[(epoch.Definition.Key, epoch.Epoch)] = (number, members.Count);
                members.Add(new FamilyMember(epoch.Path!, epoch.Positions));
            }

            made.families.Add(
                before?.families.ElementAtOrDefault(number) is { } known
                    ? known.With(members, patients)
                    : FamilyPath.Of(members, patients)
            );
        }

        return made;
    }

    /// <summary>Where an epoch stands in its family; null where it is not compared or its line was not primary.</summary>
    public (FamilyPath Path, int Member)? Find(StreamKey stream, int epoch) =>
        places.TryGetValue((stream, epoch), out var place) ? (families[place.Family], place.Member) : null;

    /// <summary>Place of an epoch in <see cref="Present"/>; null where it has none.</summary>
    public int? Member(StreamKey stream, int epoch) =>
        places.TryGetValue((stream, epoch), out var place) && place.Family == families.Count - 1 ? place.Member : null;
}
