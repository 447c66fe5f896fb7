using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>
/// The evidence of all streams as far as one reader, or the writer, has followed it. Brought up to date by reading what was
/// added since, so that neither a save nor a page grows with what is stored. What it answers always follows from the rows
/// that the view it is asked in can see.
/// </summary>
internal sealed class BoardMemory
{
    private readonly Lock gate = new();
    private Held held = Held.Nothing;

    /// <summary>What is remembered; the writer keeps it before a job and puts it back when the job is undone.</summary>
    public object Mark => held;

    /// <summary>Forgets what a job had added that is not in the database after all.</summary>
    public void Restore(object mark) => held = (Held)mark;

    /// <summary>The evidence by everything this view can see.</summary>
    public BoardState At(QueryScope scope)
    {
        lock (gate)
        {
            var newest = scope.Single<Numbers>(
                """
                select (select coalesce(max(seq), 0) from tally_change) as changes,
                       (select coalesce(max(seq), 0) from patient_contact) as contacts,
                       (select coalesce(max(seq), 0) from stream_definition) as definitions,
                       (select count(*) from stream_epoch) as epochs
                """
            );
            if (!held.Is(newest))
                held = Follow(scope, newest, held.IsBefore(newest) ? held : Held.Nothing);
            return held.State;
        }
    }

    /// <summary>Whether the definitions were settled by that knowledge already.</summary>
    public bool IsSettledBy(Knowledge knowledge) => held.SettledBy == knowledge;

    public void SettledBy(Knowledge knowledge) => held = held with { SettledBy = knowledge };

    private static Held Follow(QueryScope scope, Numbers newest, Held known)
    {
        var changed = known.Changes == 0 ? TallyRows.Standing(scope) : TallyRows.After(scope, known.Changes);
        var contacts = known.Contacts == 0 ? ContactRows.Standing(scope) : ContactRows.After(scope, known.Contacts);
        var definitions =
            newest.Definitions == known.Definitions ? known.State.Definitions : DefinitionRows.Read(scope);
        var beginnings = newest.Epochs == known.Epochs ? known.Beginnings : EpochRows.Beginnings(scope);
        return known with
        {
            Changes = newest.Changes,
            Contacts = newest.Contacts,
            Definitions = newest.Definitions,
            Epochs = newest.Epochs,
            Beginnings = beginnings,
            State = known.State.With(definitions, known.State.Cohort.With(changed).With(contacts), beginnings),
        };
    }

    private sealed record Held(
        long Changes,
        long Contacts,
        long Definitions,
        long Epochs,
        IReadOnlyDictionary<StreamKey, IReadOnlyList<EpochBeginning>> Beginnings,
        BoardState State,
        Knowledge? SettledBy = null
    )
    {
        public static Held Nothing { get; } = new(0, 0, 0, 0, EpochBeginnings.None, BoardState.Empty);

        public bool Is(Numbers newest) =>
            (Changes, Contacts, Definitions, Epochs)
            == (newest.Changes, newest.Contacts, newest.Definitions, newest.Epochs);

        public bool IsBefore(Numbers newest) =>
            Changes <= newest.Changes
            && Contacts <= newest.Contacts
            && Definitions <= newest.Definitions
            && Epochs <= newest.Epochs;
    }

    private sealed record Numbers
    {
        public required long Changes { get; init; }
        public required long Contacts { get; init; }
        public required long Definitions { get; init; }
        public required long Epochs { get; init; }
    }
}
