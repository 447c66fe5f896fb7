namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>One term as NCI's workbook prints it: exact wording, in English, never read for numbers.</summary>
public sealed record NciTerm
{
    /// <summary>MedDRA code, eight digits.</summary>
    public required string Llt { get; init; }

    /// <summary>MedDRA system organ class.</summary>
    public required string Soc { get; init; }

    public required string Name { get; init; }

    /// <summary>The grades that exist with their text; a dash or an empty cell is a grade that does not exist.</summary>
    public required IReadOnlyDictionary<Grade, string> Grades { get; init; }

    /// <summary>Null where none is printed.</summary>
    public required string? Definition { get; init; }

    /// <summary>What else to consider; null where none is printed.</summary>
    public required string? NavigationalNote { get; init; }

    /// <summary>What NCI says it changed since the version before; null where nothing is printed.</summary>
    public required string? Change { get; init; }

    /// <summary>Every printed part of the term by its name, in one order; null where the part does not exist.</summary>
    public IEnumerable<(NciPart Part, string? Text)> Parts =>
        [
            (NciPart.Soc, Soc),
            (NciPart.Name, Name),
            (NciPart.Grade1, Grades.GetValueOrDefault(Grade.Grade1)),
            (NciPart.Grade2, Grades.GetValueOrDefault(Grade.Grade2)),
            (NciPart.Grade3, Grades.GetValueOrDefault(Grade.Grade3)),
            (NciPart.Grade4, Grades.GetValueOrDefault(Grade.Grade4)),
            (NciPart.Grade5, Grades.GetValueOrDefault(Grade.Grade5)),
            (NciPart.Definition, Definition),
            (NciPart.NavigationalNote, NavigationalNote),
            (NciPart.Change, Change),
        ];

    /// <summary>Whether every part is printed alike.</summary>
    public bool IsSameAs(NciTerm other) => Llt == other.Llt && Parts.SequenceEqual(other.Parts);
}

/// <summary>A printed part of a term.</summary>
public enum NciPart
{
    Soc = 1,
    Name = 2,
    Grade1 = 3,
    Grade2 = 4,
    Grade3 = 5,
    Grade4 = 6,
    Grade5 = 7,
    Definition = 8,
    NavigationalNote = 9,
    Change = 10,
}

/// <summary>The full dictionary of one version as NCI publishes it.</summary>
public sealed class NciDictionary
{
    /// <param name="terms">In any order; each code once.</param>
    public NciDictionary(CtcaeVersion version, IEnumerable<NciTerm> terms)
    {
        Version = version;
        Terms = [.. terms.OrderBy(term => term.Llt, StringComparer.Ordinal)];
    }

    public CtcaeVersion Version { get; }

    /// <summary>By code, so that the order of the sheet means nothing.</summary>
    public IReadOnlyList<NciTerm> Terms { get; }

    /// <summary>How many grades exist over all terms.</summary>
    public int GradeCount => Terms.Sum(term => term.Grades.Count);
}
