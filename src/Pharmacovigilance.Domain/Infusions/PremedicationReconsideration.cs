using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>What a jurisdiction's label says about leaving premedication out later. Information only: nothing is proposed and nothing changes by it.</summary>
/// <param name="AfterInfusions">So many infusions, and all given so far, without a reaction.</param>
public sealed record PremedicationReconsideration(
    string Jurisdiction,
    int AfterInfusions,
    LocalizedText Text,
    string Clause,
    string Source
)
{
    /// <summary>Whether the note may be shown: enough infusions are over, and of each of them somebody said that there was no reaction.</summary>
    /// <param name="infusions">All infusions of the course.</param>
    /// <param name="reactionOnRecord">Whether any infusion reaction of the course is on record: one that came after the end contradicts the statement made then.</param>
    public bool Applies(IEnumerable<InfusionState> infusions, bool reactionOnRecord)
    {
        var started = infusions.Where(state => state.StartedAt is not null).ToList();
        return !reactionOnRecord
            && started.Count >= AfterInfusions
            && started.TrueForAll(state =>
                state is { Status: InfusionStatus.Ended, Reaction: ReactionStatement.NoReactionObserved }
            );
    }

    /// <summary>One note at most for each jurisdiction.</summary>
    /// <inheritdoc cref="RegimenCalendar.Parse"/>
    public static IReadOnlyList<PremedicationReconsideration> Parse(string json, string file)
    {
        var list = RegimenData.Root(json, file)["reconsideration"];
        var notes = list.Items().Select(Read).ToList();
        return notes.DistinctBy(note => note.Jurisdiction, StringComparer.Ordinal).Count() == notes.Count
            ? notes
            : throw list.Refuse("names a jurisdiction twice.");
    }

    private static PremedicationReconsideration Read(DataElement element)
    {
        element.Knows("jurisdiction", "afterInfusions", "text", "clause", "source");
        return new PremedicationReconsideration(
            element["jurisdiction"].Text(),
            element["afterInfusions"].IntegerFrom(1, 100),
            element["text"].Localized(),
            element["clause"].Text(),
            element["source"].Text()
        );
    }
}
