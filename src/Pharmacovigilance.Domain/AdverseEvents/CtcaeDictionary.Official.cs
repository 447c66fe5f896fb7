namespace Pharmacovigilance.Domain.AdverseEvents;

public sealed partial class CtcaeDictionary
{
    private IReadOnlyDictionary<string, CtcaeTerm> former = new Dictionary<string, CtcaeTerm>(StringComparer.Ordinal);
    private CtcaeTermSearch? search;

    /// <summary>Whether NCI's full dictionary was imported; without it there are the shipped terms only.</summary>
    public bool IsFull { get; private init; }

    /// <summary>Finds terms by name, code or organ class.</summary>
    public CtcaeTermSearch Search => search ??= new CtcaeTermSearch(Terms);

    /// <summary>The term of that code, or as it was before a later import left it out; to be read, not to be recorded anew.</summary>
    public CtcaeTerm? FindEver(string llt) => Find(llt) ?? former.GetValueOrDefault(llt);

    /// <summary>
    /// This shipped dictionary with NCI's full one: a shipped term keeps summary, limits and place and gains the exact
    /// wording; every other term comes with the exact wording as its criteria. Which grades exist is decided by the
    /// workbook, also for a shipped term: it is the official text. A shipped term it does not have stays as shipped,
    /// because rules refer to it.
    /// </summary>
    /// <param name="formerly">Terms of earlier imports of the version that the newest does not have.</param>
    /// <param name="rootOf">The code under which a term stands in all versions.</param>
    /// <exception cref="ArgumentException">The versions differ.</exception>
    public CtcaeDictionary With(NciDictionary official, IEnumerable<NciTerm> formerly, Func<string, string> rootOf)
    {
        if (official.Version != Version)
            throw new ArgumentException(
                $"The full dictionary is of {official.Version}, not of {Version}.",
                nameof(official)
            );
        var exact = official.Terms.ToDictionary(term => term.Llt, StringComparer.Ordinal);
        var shipped = Terms
            .Where(term => term.IsShipped)
            .Select(term => exact.TryGetValue(term.Llt, out var wording) ? Worded(term, wording, Version) : term);
        var further = official
            .Terms.Where(term => Find(term.Llt) is not { IsShipped: true })
            .Select(term => Further(term, Version, rootOf));
        return new CtcaeDictionary(Version, Source, [.. shipped, .. further])
        {
            IsFull = true,
            former = formerly
                .DistinctBy(term => term.Llt, StringComparer.Ordinal)
                .ToDictionary(term => term.Llt, term => Further(term, Version, rootOf), StringComparer.Ordinal),
        };
    }

    private static CtcaeTerm Worded(CtcaeTerm term, NciTerm wording, CtcaeVersion version)
    {
        if (term.Grades.SequenceEqual(wording.Grades.Keys.Order()))
            return term with { ExactWording = wording };
        var criteria = wording.Grades.ToDictionary(
            grade => grade.Key,
            grade => term.Criteria.GetValueOrDefault(grade.Key) ?? new LocalizedText(grade.Value, grade.Value)
        );
        var limits = term.Laboratory?.Limits.Where(limit => criteria.ContainsKey(limit.Grade)).ToList();
        var pressures = term.BloodPressure?.Where(limit => criteria.ContainsKey(limit.Grade)).ToList();
        return term with
        {
            ExactWording = wording,
            Criteria = criteria,
            Origins = criteria.Keys.ToDictionary(
                grade => grade,
                grade => term.Origins.TryGetValue(grade, out var origin) ? origin : version
            ),
            Laboratory = limits is { Count: > 0 } ? term.Laboratory! with { Limits = limits } : null,
            BloodPressure = pressures is { Count: > 0 } ? pressures : null,
        };
    }

    private static CtcaeTerm Further(NciTerm term, CtcaeVersion version, Func<string, string> rootOf) =>
        new(
            term.Llt,
            rootOf(term.Llt),
            new LocalizedText(term.Name, term.Name),
            new LocalizedText(term.Soc, term.Soc),
            FormPlacement.Listed,
            term.Grades.ToDictionary(grade => grade.Key, grade => new LocalizedText(grade.Value, grade.Value)),
            term.Grades.Keys.ToDictionary(grade => grade, _ => version),
            Note: null,
            Laboratory: null,
            BloodPressure: null
        )
        {
            ExactWording = term,
            IsShipped = false,
        };
}
