namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A term whose printed parts changed.</summary>
public sealed record TermChange(NciTerm Before, NciTerm After)
{
    /// <summary>Each part that is printed otherwise; null where a side does not have it.</summary>
    public IEnumerable<(NciPart Part, string? Before, string? After)> Differences =>
        Before
            .Parts.Zip(After.Parts)
            .Where(pair => pair.First.Text != pair.Second.Text)
            .Select(pair => (pair.First.Part, pair.First.Text, pair.Second.Text));
}

/// <summary>In what the workbook and the terms the product brings along disagree.</summary>
public enum DictionaryWarningKind
{
    /// <summary>A shipped term is not in the workbook; it stays as shipped, without exact wording.</summary>
    TermMissing = 1,

    /// <summary>Other grades exist; those of the workbook hold from the import on.</summary>
    GradesDiffer = 2,

    /// <summary>The workbook prints another name; the shipped one stays on the screens.</summary>
    NameDiffers = 3,

    /// <summary>The workbook prints another system organ class; the shipped one stays on the screens.</summary>
    SocDiffers = 4,
}

/// <summary>One disagreement.</summary>
public sealed record DictionaryWarning(
    DictionaryWarningKind Kind,
    string Llt,
    string Name,
    string Shipped,
    string InWorkbook
);

/// <summary>What importing a workbook would change against the dictionary of that version in force.</summary>
public sealed record DictionaryPreview(
    NciReading Reading,
    IReadOnlyList<NciTerm> Added,
    IReadOnlyList<TermChange> Changed,
    IReadOnlyList<NciTerm> Removed,
    IReadOnlyList<DictionaryWarning> Warnings
)
{
    public bool ChangesNothing => Added.Count + Changed.Count + Removed.Count == 0;

    /// <param name="inForce">Terms of the newest import of the version; empty before the first.</param>
    /// <param name="shipped">The terms of the version the product brings along.</param>
    public static DictionaryPreview Of(
        NciReading reading,
        IReadOnlyCollection<NciTerm> inForce,
        IEnumerable<CtcaeTerm> shipped
    )
    {
        var before = inForce.ToDictionary(term => term.Llt, StringComparer.Ordinal);
        var after = reading.Dictionary.Terms.ToDictionary(term => term.Llt, StringComparer.Ordinal);
        return new DictionaryPreview(
            reading,
            [.. after.Values.Where(term => !before.ContainsKey(term.Llt))],
            [
                .. after
                    .Values.Where(term => before.TryGetValue(term.Llt, out var old) && !old.IsSameAs(term))
                    .Select(term => new TermChange(before[term.Llt], term)),
            ],
            [.. before.Values.Where(term => !after.ContainsKey(term.Llt))],
            [.. shipped.SelectMany(term => Disagreements(term, after.GetValueOrDefault(term.Llt)))]
        );
    }

    private static IEnumerable<DictionaryWarning> Disagreements(CtcaeTerm shipped, NciTerm? official)
    {
        string name = shipped.Name.En;
        if (official is null)
        {
            yield return new DictionaryWarning(DictionaryWarningKind.TermMissing, shipped.Llt, name, name, "");
            yield break;
        }

        if (!shipped.Grades.SequenceEqual(official.Grades.Keys.Order()))
            yield return new DictionaryWarning(
                DictionaryWarningKind.GradesDiffer,
                shipped.Llt,
                name,
                Numbers(shipped.Grades),
                Numbers(official.Grades.Keys.Order())
            );
        if (official.Name != name)
            yield return new DictionaryWarning(
                DictionaryWarningKind.NameDiffers,
                shipped.Llt,
                name,
                name,
                official.Name
            );
        if (official.Soc != shipped.Soc.En)
            yield return new DictionaryWarning(
                DictionaryWarningKind.SocDiffers,
                shipped.Llt,
                name,
                shipped.Soc.En,
                official.Soc
            );
    }

    private static string Numbers(IEnumerable<Grade> grades) => string.Join(", ", grades.Select(grade => (int)grade));
}
