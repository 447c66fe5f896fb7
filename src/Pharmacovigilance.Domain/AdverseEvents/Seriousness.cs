namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>The six ICH E2A seriousness criteria; never derived from the grade.</summary>
[Flags]
public enum SeriousnessCriteria
{
    /// <summary>None applies: means "not serious" only where seriousness was assessed.</summary>
    None = 0,

    /// <summary>The patient died of it.</summary>
    ResultsInDeath = 1,

    /// <summary>At risk of death at the time, not "might have died had it been worse".</summary>
    LifeThreatening = 2,

    /// <summary>Needs or prolongs an inpatient stay.</summary>
    Hospitalisation = 4,

    /// <summary>Persistent or significant disability or incapacity.</summary>
    Disability = 8,

    /// <summary>Congenital anomaly or birth defect.</summary>
    CongenitalAnomaly = 16,

    /// <summary>Another medically important condition, by judgement.</summary>
    OtherMedicallyImportant = 32,
}

/// <summary>What was said about a seriousness criterion.</summary>
public enum CriterionAnswer
{
    /// <summary>Nobody has assessed it yet.</summary>
    NotAssessed = 0,

    /// <summary>Assessed: it applies.</summary>
    Yes = 1,

    /// <summary>Assessed: it does not apply.</summary>
    No = 2,
}

/// <summary>The six criteria and answers to them.</summary>
public static class SeriousnessAnswers
{
    /// <summary>In the order of ICH E2A and of E2B(R3) E.i.3.2a–f.</summary>
    public static IReadOnlyList<SeriousnessCriteria> Criteria { get; } =
    [.. Enum.GetValues<SeriousnessCriteria>().Where(criterion => criterion is not SeriousnessCriteria.None)];

    private const SeriousnessCriteria All = (SeriousnessCriteria)63;

    /// <summary>The content with one criterion answered otherwise; the answers to the five others stay.</summary>
    public static AdverseEventContent With(
        this AdverseEventContent content,
        SeriousnessCriteria criterion,
        CriterionAnswer answer
    )
    {
        var yes = content.Seriousness & ~criterion;
        var no = (content.SeriousnessAssessed ? All & ~content.Seriousness : content.SeriousnessRuledOut) & ~criterion;
        if (answer is CriterionAnswer.Yes)
            yes |= criterion;
        if (answer is CriterionAnswer.No)
            no |= criterion;
        return (content with { Seriousness = yes, SeriousnessRuledOut = no, SeriousnessAssessed = false }).Tidied();
    }

    /// <summary>One way to write the same answers: where all six are given, the criteria answered with no follow from the others.</summary>
    public static AdverseEventContent Tidied(this AdverseEventContent content) =>
        content.SeriousnessAssessed || (content.Seriousness | content.SeriousnessRuledOut) == All
            ? content with
            {
                SeriousnessAssessed = true,
                SeriousnessRuledOut = SeriousnessCriteria.None,
            }
            : content;
}
