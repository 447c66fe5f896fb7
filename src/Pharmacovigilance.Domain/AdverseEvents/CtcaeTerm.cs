namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>MedDRA LLT codes of the terms that rules refer to; all other terms are only data.</summary>
public static class CtcaeTerms
{
    public const string InfusionRelatedReaction = "10051792";
    public const string NeutrophilCountDecreased = "10029366";
    public const string UpperRespiratoryInfection = "10046300";
    public const string Hypertension = "10020772";
    public const string Diarrhea = "10012727";
    public const string LungInfection = "10061229";
    public const string Anemia = "10002272";
    public const string PlateletCountDecreased = "10035528";
    public const string Anaphylaxis = "10002218";
    public const string AllergicReaction = "10001718";
    public const string FebrileNeutropenia = "10016288";
    public const string CytokineReleaseSyndrome = "10052015";

    /// <summary>The MedDRA system organ class of all infections, as every dictionary prints it.</summary>
    public const string InfectionsSoc = "Infections and infestations";
}

/// <summary>Where the recording form offers a term.</summary>
public enum FormPlacement
{
    /// <summary>A big tile: one of the four terms most often needed during an infusion.</summary>
    Headline = 1,

    /// <summary>A smaller tile below.</summary>
    Offered = 2,

    /// <summary>Not on the form; found by search only.</summary>
    Listed = 3,
}

/// <summary>One CTCAE term of one version.</summary>
/// <param name="Llt">MedDRA lowest-level-term code, eight digits: the key of the term.</param>
/// <param name="Root">The code under which the term stands in all versions: of the term it continues, or its own.</param>
/// <param name="Soc">MedDRA system organ class.</param>
/// <param name="Criteria">A short summary per existing grade in our own words, numeric limits exact.</param>
/// <param name="Origins">Per grade, the version whose text the criterion is: two versions with the same origin have the same criterion.</param>
/// <param name="Note">What to record instead, or not to record beside it; null where there is nothing to say.</param>
/// <param name="Laboratory">Numeric limits where a laboratory value alone can propose a grade; otherwise null.</param>
/// <param name="BloodPressure">Numeric limits where a blood-pressure reading can propose a grade, highest grade first; otherwise null.</param>
public sealed record CtcaeTerm(
    string Llt,
    string Root,
    LocalizedText Name,
    LocalizedText Soc,
    FormPlacement Placement,
    IReadOnlyDictionary<Grade, LocalizedText> Criteria,
    IReadOnlyDictionary<Grade, CtcaeVersion> Origins,
    LocalizedText? Note,
    LabCriterion? Laboratory,
    IReadOnlyList<BloodPressureLimit>? BloodPressure
)
{
    /// <summary>The grades that exist for this term, ascending. A form must offer no other.</summary>
    /// <remarks>Computed each time: a value kept in a record survives <c>with</c>, and another version's grades with it.</remarks>
    public IReadOnlyList<Grade> Grades => [.. Criteria.Keys.Order()];

    /// <summary>The exact wording from NCI's workbook; null where the unit has not imported it, or it does not have the term.</summary>
    public NciTerm? ExactWording { get; init; }

    /// <summary>Whether the product brings the term along; all others are there only by import, in English, with exact wording as criteria.</summary>
    public bool IsShipped { get; init; } = true;

    /// <summary>Whether it stands in the system organ class of infections.</summary>
    public bool IsInfection => string.Equals(Soc.En, CtcaeTerms.InfectionsSoc, StringComparison.Ordinal);

    /// <summary>Whether the grade exists for this term; e.g. an upper respiratory infection has no grade 1.</summary>
    public bool Allows(Grade grade) => Criteria.ContainsKey(grade);
}

/// <summary>The limits of one laboratory test, highest grade first.</summary>
public sealed record LabCriterion(LabTest Test, IReadOnlyList<LabLimit> Limits);

/// <summary>A value strictly below the limit has at least this grade.</summary>
/// <param name="Below">In the test's canonical unit; null means the laboratory's own lower limit of normal (LLN).</param>
/// <param name="BelowIn">The limit as the text prints it in other units, by UCUM code: it is not the converted one (6.2 mmol/L is 99.9 g/L).</param>
public sealed record LabLimit(Grade Grade, decimal? Below, IReadOnlyDictionary<string, decimal> BelowIn);

/// <summary>What a pressure must be besides high enough.</summary>
public enum PressureCondition
{
    /// <summary>Nothing: one reading proposes the grade.</summary>
    None = 1,

    /// <summary>Recurrent or persistent.</summary>
    Repeat = 2,

    /// <summary>For longer than one hour.</summary>
    OneHour = 3,
}

/// <summary>A reading at or above either limit, on its condition, has at least this grade.</summary>
/// <param name="OrRise">A rise over baseline that gives the grade whatever the height and duration; null where the text has none.</param>
public sealed record BloodPressureLimit(
    Grade Grade,
    int SystolicAtLeastMmHg,
    int DiastolicAtLeastMmHg,
    PressureCondition Needs,
    PressureRise? OrRise
);

/// <summary>A systolic pressure strictly above a limit, together with a rise over baseline strictly greater than one of two.</summary>
/// <param name="MeanRiseAboveMmHg">Of the mean arterial pressure, (systolic + 2 diastolic) / 3.</param>
public sealed record PressureRise(int SystolicAboveMmHg, int SystolicRiseAboveMmHg, int MeanRiseAboveMmHg);
