using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>Where a note on dosing matters.</summary>
public enum DosingPlace
{
    /// <summary>On the page of a course.</summary>
    Patient = 1,

    /// <summary>Where a course is begun.</summary>
    Registration = 2,

    /// <summary>Before and at an infusion.</summary>
    Infusion = 3,
}

/// <summary>Where a statement can be read.</summary>
/// <param name="Tag">Short name, e.g. <c>CA-DOSE</c>.</param>
public sealed record StatementSource(string Tag, string Title);

/// <summary>A published statement on dosing.</summary>
/// <param name="Verified">False = what the review is reported to say, not compared with a label; shown marked so.</param>
public sealed record DosingNote(
    string Id,
    IReadOnlyList<DosingPlace> Places,
    LocalizedText Subject,
    LocalizedText Text,
    StatementSource Source,
    bool Verified
);

/// <summary>After how many earlier lines a regimen is given.</summary>
/// <param name="AtMost">Null = no upper bound.</param>
/// <param name="Lenalidomide">Whether lenalidomide has to be among them.</param>
/// <param name="ProteasomeInhibitor">The same of a proteasome inhibitor.</param>
public sealed record PriorLinesNote(
    Regimen Regimen,
    int AtLeast,
    int? AtMost,
    bool Lenalidomide,
    bool ProteasomeInhibitor,
    LocalizedText Text,
    StatementSource Source,
    bool Verified
)
{
    /// <summary>How what is known of a patient stands to the note. It is shown and stops nothing.</summary>
    public PriorLinesFit Of(PriorTreatment prior)
    {
        if (
            prior.Lines < AtLeast
            || prior.Lines > AtMost
            || Lacks(Lenalidomide, prior.Lenalidomide)
            || Lacks(ProteasomeInhibitor, prior.ProteasomeInhibitor)
        )
            return PriorLinesFit.Differs;
        bool open =
            prior.Lines is null
            || (Lenalidomide && prior.Lenalidomide == Stated.Unknown)
            || (ProteasomeInhibitor && prior.ProteasomeInhibitor == Stated.Unknown);
        return open ? PriorLinesFit.Unknown : PriorLinesFit.Fits;
    }

    private static bool Lacks(bool needed, Stated had) => needed && had == Stated.No;
}

/// <summary>How a patient's earlier treatment stands to what is published for a regimen.</summary>
public enum PriorLinesFit
{
    /// <summary>Something that decides it is not known.</summary>
    Unknown = 0,
    Fits = 1,

    /// <summary>Other than published; for the physician to know, and no reason to stop.</summary>
    Differs = 2,
}

/// <summary>What one source says where another says otherwise.</summary>
public sealed record DisagreementSide(LocalizedText Says, StatementSource Source);

/// <summary>Two sources that contradict each other.</summary>
/// <param name="Followed">Which of them the product follows.</param>
public sealed record StatementDisagreement(
    string Id,
    LocalizedText Subject,
    IReadOnlyList<DisagreementSide> Sides,
    LocalizedText Followed
);

/// <summary>The statements of <c>db/reference/dosing-notes.json</c>.</summary>
public sealed record DosingKnowledge(
    IReadOnlyList<DosingNote> Notes,
    IReadOnlyDictionary<Regimen, PriorLinesNote> PriorLines,
    IReadOnlyList<StatementDisagreement> Disagreements
)
{
    /// <summary>The notes that matter in a place, in the order of the data.</summary>
    public IEnumerable<DosingNote> At(DosingPlace place) => Notes.Where(note => note.Places.Contains(place));

    /// <exception cref="DataFormatException">The data is malformed, a note is doubled, or a regimen has no note on prior lines.</exception>
    public static DosingKnowledge Parse(string json, string file)
    {
        var root = DataElement.Parse(json, file).Knows("about", "notes", "priorLines", "disagreements");
        var notes = root["notes"].Items().Select(ReadNote).ToList();
        if (notes.Count == 0)
            throw root["notes"].Refuse("is empty.");
        if (notes.DistinctBy(note => note.Id, StringComparer.Ordinal).Count() != notes.Count)
            throw root["notes"].Refuse("has a note twice.");
        var lines = root["priorLines"].Items().Select(ReadLines).ToList();
        if (!lines.Select(line => line.Regimen).Order().SequenceEqual(Enum.GetValues<Regimen>().Order()))
            throw root["priorLines"].Refuse("must have each regimen once.");
        return new DosingKnowledge(
            notes,
            lines.ToDictionary(line => line.Regimen),
            [.. root["disagreements"].Items().Select(ReadDisagreement)]
        );
    }

    private static DosingNote ReadNote(DataElement element)
    {
        element.Knows("id", "places", "subject", "text", "source", "verified");
        return new DosingNote(
            element["id"].Text(),
            [.. element["places"].Items().Select(place => place.Name<DosingPlace>())],
            element["subject"].Localized(),
            element["text"].Localized(),
            Source(element["source"]),
            element["verified"].Boolean()
        );
    }

    private static PriorLinesNote ReadLines(DataElement element)
    {
        element.Knows(
            "regimen",
            "atLeast",
            "atMost",
            "lenalidomide",
            "proteasomeInhibitor",
            "text",
            "source",
            "verified"
        );
        return new PriorLinesNote(
            element["regimen"].Name<Regimen>(),
            element["atLeast"].IntegerFrom(0, CourseBaselineRules.MostLines),
            element.Optional("atMost")?.IntegerFrom(0, CourseBaselineRules.MostLines),
            element["lenalidomide"].Boolean(),
            element["proteasomeInhibitor"].Boolean(),
            element["text"].Localized(),
            Source(element["source"]),
            element["verified"].Boolean()
        );
    }

    private static StatementDisagreement ReadDisagreement(DataElement element)
    {
        element.Knows("id", "subject", "sides", "followed");
        var sides = element["sides"]
            .Items()
            .Select(side => new DisagreementSide(
                side.Knows("says", "source")["says"].Localized(),
                Source(side["source"])
            ))
            .ToList();
        return sides.Count < 2
            ? throw element["sides"].Refuse("needs at least two.")
            : new StatementDisagreement(
                element["id"].Text(),
                element["subject"].Localized(),
                sides,
                element["followed"].Localized()
            );
    }

    private static StatementSource Source(DataElement element)
    {
        element.Knows("tag", "title");
        return new StatementSource(element["tag"].Text(), element["title"].Text());
    }
}
