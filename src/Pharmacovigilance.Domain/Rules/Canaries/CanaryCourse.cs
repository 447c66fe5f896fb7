using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Rules.Canaries;

/// <summary>An invented course on which one rule must fire: what is entered, and nothing about how.</summary>
/// <param name="Rule">The rule it tries.</param>
/// <param name="FirstDoseDaysBefore">The day of the first dose, in days before the trial.</param>
/// <param name="Entries">In the order in which they are entered.</param>
public sealed record CanaryCourse(
    RuleId Rule,
    Regimen Regimen,
    int FirstDoseDaysBefore,
    IReadOnlyList<CanaryEntry> Entries
);

/// <summary>One thing entered about a canary.</summary>
/// <param name="Before">How long before the trial it happened.</param>
public abstract record CanaryEntry(TimeSpan Before)
{
    /// <summary>A neutrophil or platelet count, in 10⁹/L.</summary>
    public sealed record Count(TimeSpan Before, LabTest Test, decimal GigaPerLitre) : CanaryEntry(Before);

    /// <summary>A blood pressure before an infusion.</summary>
    public sealed record Pressure(TimeSpan Before, int InfusionOrdinal, int SystolicMmHg, int DiastolicMmHg)
        : CanaryEntry(Before);

    /// <summary>Premedication of an infusion.</summary>
    /// <param name="Drugs">Codes of the plan.</param>
    public sealed record Premedication(TimeSpan Before, int InfusionOrdinal, IReadOnlyList<string> Drugs)
        : CanaryEntry(Before);

    /// <summary>The start of an infusion.</summary>
    /// <param name="MillilitresPerHour">Any questions about the rate are answered.</param>
    public sealed record Start(TimeSpan Before, int InfusionOrdinal, int MillilitresPerHour = 25) : CanaryEntry(Before);

    /// <summary>The end of an infusion, without a reaction.</summary>
    public sealed record End(TimeSpan Before, int InfusionOrdinal) : CanaryEntry(Before);

    /// <summary>A start that must be stopped.</summary>
    public sealed record StoppedStart(TimeSpan Before, int InfusionOrdinal) : CanaryEntry(Before);

    /// <summary>An adverse event.</summary>
    /// <param name="InfusionOrdinal">Null outside an infusion.</param>
    public sealed record Event(
        TimeSpan Before,
        string LltCode,
        Grade Grade,
        int? InfusionOrdinal = null,
        ActionTaken Action = ActionTaken.DoseNotChanged
    ) : CanaryEntry(Before);
}
