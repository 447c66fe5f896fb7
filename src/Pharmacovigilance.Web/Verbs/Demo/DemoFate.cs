using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>What would happen to an invented patient if the treatment went on long enough.</summary>
/// <param name="Reactions">Grade of the infusion reaction by infusion ordinal.</param>
/// <param name="Worst">Worst laboratory grade by test; null = never outside normal.</param>
/// <param name="Events">Worst grade by MedDRA LLT code of the events that can come at any time; only those that come.</param>
/// <param name="NeutropeniaReported">Whether somebody reports the lowest neutrophil count as an adverse event.</param>
internal sealed record DemoFate(
    IReadOnlyDictionary<int, Grade> Reactions,
    IReadOnlyDictionary<LabTest, Grade?> Worst,
    IReadOnlyDictionary<string, Grade> Events,
    bool NeutropeniaReported
)
{
    private static readonly string[] AnyTime =
    [
        CtcaeTerms.UpperRespiratoryInfection,
        CtcaeTerms.Hypertension,
        CtcaeTerms.Diarrhea,
        CtcaeTerms.LungInfection,
        CtcaeTerms.FebrileNeutropenia,
    ];

    public static DemoFate Draw(Knowledge knowledge, DemoParameters parameters, Regimen regimen, int patient)
    {
        var random = DemoChance.Source(parameters.Seed, patient, subject: 1);
        var events = new Dictionary<string, Grade>(StringComparer.Ordinal);
        foreach (string llt in AnyTime)
        {
            double ratio =
                regimen == Regimen.IsaPd && llt == CtcaeTerms.UpperRespiratoryInfection
                    ? parameters.RespiratoryInfectionRiskRatioIsaPd
                    : 1;
            var grade = DemoRisk
                .Of(knowledge.Rates, regimen, llt, EventBasis.AdverseEvent)
                ?.Draw(random, knowledge.Ctcae.Find(llt)!, ratio);
            if (grade is { } worst)
                events.Add(llt, worst);
        }

        return new DemoFate(
            DrawReactions(knowledge, parameters, regimen, random),
            DemoLaboratory.Measured.ToDictionary(
                test => test,
                test => DrawLaboratory(knowledge, regimen, test, random)
            ),
            events,
            random.Chance(ReportedShare(knowledge.Rates, regimen))
        );
    }

    private static Grade? DrawLaboratory(Knowledge knowledge, Regimen regimen, LabTest test, Random random)
    {
        var term = knowledge.Ctcae.TermFor(test)!;
        return (
            DemoRisk.Of(knowledge.Rates, regimen, term.Llt, EventBasis.Laboratory) ?? DemoRisk.UnknownLaboratory
        ).Draw(random, term);
    }

    /// <summary>Of patients with low counts, how many have them reported as an event; ICARIA-MM's share where the regimen's own is not published.</summary>
    private static double ReportedShare(ReferenceSet rates, Regimen regimen)
    {
        var reported = rates.ForBoard(
            regimen,
            CtcaeTerms.NeutrophilCountDecreased,
            EventBasis.AdverseEvent,
            GradeBand.Any
        );
        if (reported is null)
            return regimen == Regimen.IsaPd ? 0 : ReportedShare(rates, Regimen.IsaPd);
        var measured = rates.ForBoard(
            regimen,
            CtcaeTerms.NeutrophilCountDecreased,
            EventBasis.Laboratory,
            GradeBand.Any
        );
        return measured is null ? 0 : DemoRisk.Fraction(reported) / DemoRisk.Fraction(measured);
    }

    private static Dictionary<int, Grade> DrawReactions(
        Knowledge knowledge,
        DemoParameters parameters,
        Regimen regimen,
        Random random
    )
    {
        const string Llt = CtcaeTerms.InfusionRelatedReaction;
        var reactions = new Dictionary<int, Grade>();
        var worst = DemoRisk
            .Of(knowledge.Rates, regimen, Llt, EventBasis.AdverseEvent)
            ?.Draw(random, knowledge.Ctcae.Find(Llt)!);
        if (worst is not { } grade)
            return reactions;

        reactions.Add(FirstReactionAt(parameters, regimen, random), grade);
        if (grade >= Grade.Grade3)
            return reactions;
        foreach (
            var later in knowledge.Rates.Rows.Where(r =>
                r is { Status: RowStatus.Verified, Llt: Llt, Band: GradeBand.Any, InfusionOrdinal: > 1 }
                && r.Regimen == regimen
            )
        )
        {
            // Those who react again are among those who reacted at the first infusion.
            double share =
                DemoRisk.Fraction(later)
                / DemoRisk.Fraction(knowledge.Rates.ForBoard(regimen, Llt, EventBasis.AdverseEvent, GradeBand.Any)!);
            if (random.Chance(share))
                reactions.TryAdd(later.InfusionOrdinal!.Value, Grade.Grade1);
        }

        return reactions;
    }

    private static int FirstReactionAt(DemoParameters parameters, Regimen regimen, Random random) =>
        regimen switch
        {
            Regimen.IsaPd => 1,
            Regimen.IsaKd when !random.Chance(parameters.FirstCycleShareOfReactorsIsaKd) => random.Between(5, 8),
            Regimen.IsaKd => random.Chance(0.9) ? 1 : random.Between(2, 4),
        };
}
