using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Web.Replay;

/// <summary>A scenario as read: complete in itself and free of everything that can be told to be wrong without running it.</summary>
/// <param name="Steps">In the order of the document.</param>
/// <param name="Until">The last day the report's calendar shows; null = the day of the last step.</param>
/// <param name="RuleSet">Id of the rule set the unit works by; null = the product's default.</param>
/// <param name="NotUsed">Elements that were accepted and that nothing in the product uses.</param>
internal sealed record Scenario(
    string Title,
    ScenarioUnit Unit,
    IReadOnlyList<ScenarioPerson> People,
    IReadOnlyList<ScenarioPatient> Patients,
    IReadOnlyList<ScenarioStep> Steps,
    IReadOnlyList<ScenarioAssumption> Assumptions,
    DateOnly? Until,
    IReadOnlyList<string> NotUsed,
    string? RuleSet,
    bool ReleasesAtCriterion
)
{
    public const string Format = "pharmacovigilance-scenario/1";
}

internal sealed record ScenarioUnit(TimeZoneInfo Zone, int MinimumPatients);

internal sealed record ScenarioPerson(string Path, string Id, string Name, Role Role);

/// <param name="FirstDoseKnown">What is known of the date of the first dose where the date itself is an assumption, e.g. <c>2023-04</c>.</param>
/// <param name="AgeYears">Stated in place of a birth date; not stored, because a birth date would have to be invented.</param>
/// <param name="WeightGrams">Used at starts that state no weight; null = unknown.</param>
internal sealed record ScenarioPatient(
    string Path,
    string Id,
    Regimen Regimen,
    DateOnly FirstDose,
    string? FirstDoseKnown,
    Sex Sex,
    DateOnly? BirthDate,
    int? AgeYears,
    long? WeightGrams,
    string Attending,
    Paraprotein Paraprotein
)
{
    /// <summary>What the first course begins with.</summary>
    public PriorTreatment Prior { get; init; } = PriorTreatment.Unknown;

    /// <summary>Null = not entered.</summary>
    public EcogStatus? Ecog { get; init; }

    /// <inheritdoc cref="Ecog"/>
    public RenalFunction? Renal { get; init; }

    /// <summary>Printed only; null = none is given.</summary>
    public Background? Background { get; init; }
}

/// <summary>Something the author had to assume; it is only listed.</summary>
internal sealed record ScenarioAssumption(string? Patient, string What, string Why);
