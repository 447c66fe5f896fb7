using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>How likely an invented patient is to have an event, by worst grade: the trial's figures of the regimen.</summary>
/// <param name="Any">Probability of any grade over the whole treatment.</param>
/// <param name="Severe">Probability of grade 3 or higher; part of <paramref name="Any"/>.</param>
/// <param name="Grade4OfSevere">Share of grade 4 among grade ≥ 3.</param>
/// <param name="Grade1OfMild">Share of grade 1 among grades 1 and 2.</param>
internal sealed record DemoRisk(double Any, double Severe, double Grade4OfSevere, double Grade1OfMild)
{
    /// <summary>Where no verified rate exists, laboratory values still have to be something. No claim about any regimen.</summary>
    public static readonly DemoRisk UnknownLaboratory = new(
        Any: 0.7,
        Severe: 0.15,
        Grade4OfSevere: 0.3,
        Grade1OfMild: 0.6
    );

    /// <summary>The row the board compares with, its grades split as the trial's single-grade rows are. Null where there is no verified row, or nobody had it.</summary>
    public static DemoRisk? Of(ReferenceSet rates, Regimen regimen, string llt, EventBasis basis)
    {
        // What never happened in the trial is not drawn.
        if (rates.ForBoard(regimen, llt, basis, GradeBand.Any) is not { PatientsWithEvent: > 0 } any)
            return null;
        // Rows are comparable only within one grouping of terms.
        var groupings = rates
            .Rows.Where(r =>
                r.Status == RowStatus.Verified
                && r.Regimen == regimen
                && r.Llt == llt
                && r.Basis == basis
                && r.InfusionOrdinal is null
                && r.Band is not null
            )
            .GroupBy(r => r.Grouping, StringComparer.Ordinal)
            .Select(rows => rows.GroupBy(r => r.Band!.Value).ToDictionary(g => g.Key, g => Fraction(g.First())))
            .ToList();
        double severe = rates.ForBoard(regimen, llt, basis, GradeBand.GradeAtLeast3) is { } row
            ? Fraction(row)
            : Fraction(any) * Share(groupings, [GradeBand.Grade3, GradeBand.Grade4], [GradeBand.Any], otherwise: 0);
        return new DemoRisk(
            Fraction(any),
            severe,
            Share(groupings, [GradeBand.Grade4], [GradeBand.Grade3, GradeBand.Grade4], otherwise: 0),
            Share(groupings, [GradeBand.Grade1], [GradeBand.Grade1, GradeBand.Grade2], otherwise: 0.5)
        );
    }

    /// <summary>The worst grade of one patient; null for no event.</summary>
    /// <param name="riskRatio">Times as likely as in the trial.</param>
    public Grade? Draw(Random random, CtcaeTerm term, double riskRatio = 1)
    {
        double point = random.NextDouble();
        bool higher = random.Chance(Grade4OfSevere);
        bool lower = random.Chance(Grade1OfMild);
        if (point >= Math.Min(Any * riskRatio, 1))
            return null;
        if (point < Math.Min(Severe * riskRatio, 1))
            return higher && term.Allows(Grade.Grade4) ? Grade.Grade4 : Grade.Grade3;
        if (lower && term.Allows(Grade.Grade1))
            return Grade.Grade1;
        return term.Allows(Grade.Grade2) ? Grade.Grade2 : term.Grades[0];
    }

    public static double Fraction(ReferenceRate row) =>
        row.PatientsWithEvent is { } x ? (double)x / row.Patients : (double)(row.Percent?.Value ?? 0) / 100;

    private static double Share(
        List<Dictionary<GradeBand, double>> groupings,
        IReadOnlyList<GradeBand> part,
        IReadOnlyList<GradeBand> whole,
        double otherwise
    )
    {
        var grouping = groupings.Find(g =>
            part.Any(g.ContainsKey) && whole.All(g.ContainsKey) && whole.Sum(b => g[b]) > 0
        );
        return grouping is null
            ? otherwise
            : Math.Min(1, part.Sum(b => grouping.GetValueOrDefault(b)) / whole.Sum(b => grouping[b]));
    }
}
