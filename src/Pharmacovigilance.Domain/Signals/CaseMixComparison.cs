using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>One item of the case mix, unit against trial.</summary>
/// <param name="Trial">The verified figure of the trial; null = not known.</param>
/// <param name="Rule">The trial's entry rule on it: a rule and no rate. Null where there is none.</param>
/// <param name="ShowsPercent">Whether enough patients are known for a percentage to say more than the count.</param>
/// <param name="Difference">Unit less trial in percentage points; null where they are not compared.</param>
public sealed record CaseMixLine(
    CaseMixItem Item,
    CaseMixCount Unit,
    CaseMixFigure? Trial,
    EntryRule? Rule,
    int? Outside,
    bool ShowsPercent,
    decimal? Difference
)
{
    /// <summary>More percentage points than these are printed beside the verdict.</summary>
    public const int Points = 10;

    public bool Differs => Math.Abs(Difference ?? 0) > Points;
}

/// <summary>The case mix of the patients of a line beside that of the trial it is compared with. Nothing is adjusted by it.</summary>
/// <param name="Lines">Every item of which unit or trial can say something, in the order of the items.</param>
/// <param name="TrialLines">The trial's median of earlier lines; null = not known.</param>
public sealed record CaseMixComparison(CaseMix Unit, IReadOnlyList<CaseMixLine> Lines, CaseMixFigure? TrialLines)
{
    /// <summary>The items that differ by more than ten points.</summary>
    public IEnumerable<CaseMixLine> Differing => Lines.Where(line => line.Differs);

    /// <param name="minimumPatients">Below so many known ones there is no percentage and no difference.</param>
    public static CaseMixComparison Of(CaseMix unit, CaseMixKnowledge knowledge, int minimumPatients)
    {
        // The trials were intravenous by the label's rates: patients of another route have no trial to stand beside.
        bool hasTrial = unit.Route is InfusionRoute.Intravenous;
        return new CaseMixComparison(
            unit,
            [
                .. Enum.GetValues<CaseMixItem>()
                    .Select(item => Line(unit, item, hasTrial ? knowledge : null, minimumPatients)),
            ],
            hasTrial ? knowledge.PriorLinesOf(unit.Regimen) : null
        );
    }

    private static CaseMixLine Line(CaseMix unit, CaseMixItem item, CaseMixKnowledge? knowledge, int minimumPatients)
    {
        var count = unit.Of(item);
        var trial = knowledge?.FigureOf(unit.Regimen, item);
        bool enough = count.Known >= minimumPatients && count.Known > 0;
        return new CaseMixLine(
            item,
            count,
            trial,
            knowledge?.RuleOf(unit.Regimen, item),
            knowledge is null ? null : unit.Outside(item),
            enough,
            enough && trial is not null ? Difference(count, trial) : null
        );
    }

    /// <summary>
    /// Where the trial's share is of everybody, unknown values included, the unit's unknown may be either: only what is certain
    /// whatever they are counts as a difference.
    /// </summary>
    private static decimal Difference(CaseMixCount unit, CaseMixFigure trial)
    {
        decimal share = trial.Share!.Value;
        if (trial.Denominator is ShareOf.Known)
            return Points(unit.Having, unit.Known, share);
        decimal least = Points(unit.Having, unit.Patients, share),
            most = Points(unit.Having + unit.NotKnown, unit.Patients, share);
        return least > 0 ? least
            : most < 0 ? most
            : 0;
    }

    private static decimal Points(int having, int of, decimal share) => 100 * (((decimal)having / of) - share);
}
