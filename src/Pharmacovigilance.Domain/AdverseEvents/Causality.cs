using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A drug of the regimen that may have caused an event. Stored by name.</summary>
public enum SuspectDrug
{
    Isatuximab = 1,
    Pomalidomide = 2,
    Carfilzomib = 3,
    Dexamethasone = 4,
}

/// <summary>How causality was judged. Stored by name.</summary>
public enum CausalityMethod
{
    /// <summary>By the WHO-UMC categories.</summary>
    WhoUmc = 1,

    /// <summary>By the ten questions of Naranjo.</summary>
    Naranjo = 2,
}

/// <summary>The six WHO-UMC categories. Stored by name.</summary>
public enum WhoUmcCategory
{
    Certain = 1,
    Probable = 2,
    Possible = 3,
    Unlikely = 4,
    Conditional = 5,
    Unassessable = 6,
}

/// <summary>The four categories of the Naranjo scale. Stored by name.</summary>
public enum NaranjoCategory
{
    Definite = 1,
    Probable = 2,
    Possible = 3,
    Doubtful = 4,
}

/// <summary>An answer to a question of Naranjo.</summary>
public enum NaranjoAnswer
{
    /// <summary>Nobody has answered yet. Never scored, and not the same as <see cref="Unknown"/>.</summary>
    Unanswered = 0,
    Yes = 1,
    No = 2,

    /// <summary>Answered: it is not known, or does not apply.</summary>
    Unknown = 3,
}

/// <summary>The drugs that are suspects in every event of a course.</summary>
public static class SuspectDrugs
{
    public static IReadOnlyList<SuspectDrug> Of(Regimen regimen) =>
        regimen switch
        {
            Regimen.IsaPd => [SuspectDrug.Isatuximab, SuspectDrug.Pomalidomide, SuspectDrug.Dexamethasone],
            Regimen.IsaKd => [SuspectDrug.Isatuximab, SuspectDrug.Carfilzomib, SuspectDrug.Dexamethasone],
        };
}

/// <summary>What an assessor said about one drug and one event: a WHO-UMC category, or answers to Naranjo's questions.</summary>
public sealed record CausalityContent
{
    public required SuspectDrug Drug { get; init; }

    public required CausalityMethod Method { get; init; }

    /// <summary>Set exactly for that method.</summary>
    public required WhoUmcCategory? WhoUmc { get; init; }

    /// <summary>Ten answers in the order of the questions; set exactly for that method.</summary>
    public required IReadOnlyList<NaranjoAnswer>? Naranjo { get; init; }

    /// <summary>On what it rests; null = nothing said.</summary>
    public required string? Comment { get; init; }

    public static CausalityContent By(SuspectDrug drug, WhoUmcCategory category, string? comment = null) =>
        new()
        {
            Drug = drug,
            Method = CausalityMethod.WhoUmc,
            WhoUmc = category,
            Naranjo = null,
            Comment = comment,
        };

    public static CausalityContent By(SuspectDrug drug, IReadOnlyList<NaranjoAnswer> answers, string? comment = null) =>
        new()
        {
            Drug = drug,
            Method = CausalityMethod.Naranjo,
            WhoUmc = null,
            Naranjo = answers,
            Comment = comment,
        };
}
