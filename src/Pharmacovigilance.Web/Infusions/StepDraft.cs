using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>A half-filled step, as typed; survives a reload as JSON.</summary>
/// <param name="Key">Made when the form is opened: the same form saved twice takes effect once.</param>
/// <param name="Corrects">The id of the step that is corrected; null for a new step.</param>
public sealed record StepDraft(string Key, InfusionStepKind Kind, TimeEntry At, Guid? Corrects = null)
{
    /// <summary>Of a start: how the drug is given; null = as planned.</summary>
    public InfusionRoute? Route { get; init; }

    /// <summary>mL/h, as typed.</summary>
    public string Rate { get; init; } = "";

    /// <summary>Where the proposed rate comes from; null when it was typed or corrected.</summary>
    public RateProposal? RateFrom { get; init; }

    /// <summary>kg, as typed; empty = unknown.</summary>
    public string Weight { get; init; } = "";
    public string Brand { get; init; } = "";
    public string BatchNumber { get; init; } = "";
    public ReactionStatement? Reaction { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>How the reaction is now, asked before a restart; null = not said yet.</summary>
    public ReactionNow? ReactionNow { get; init; }
    public string CorrectionReason { get; init; } = "";

    /// <summary>Keys of the questions that the store asked about exactly what stands in the form.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Why it is right all the same, as typed.</summary>
    public string ConfirmReason { get; init; } = "";
    public IReadOnlyList<DrugDraft> Drugs { get; init; } = [];

    /// <summary>Who gave the drugs that name nobody of their own.</summary>
    public GiverDraft GivenBy { get; init; } = GiverDraft.Me;
}

/// <summary>One premedication drug of the form.</summary>
/// <param name="Given">Whether it was given: only these are recorded.</param>
/// <param name="DoseMg">mg, as typed; empty = not stated.</param>
/// <param name="Code">Drug code of the plan, or the name as typed.</param>
public sealed record DrugDraft(string Code, bool Given, string DoseMg, PremedicationRoute? Route)
{
    /// <summary>Names the row in the form, whatever is typed into it.</summary>
    public string Key { get; init; } = Code;

    /// <summary>The plan names a dose, so that a given drug without one is incomplete.</summary>
    public bool NeedsDose { get; init; }

    /// <summary>A drug beside the plan, whose name is typed.</summary>
    public bool Other { get; init; }

    /// <summary>The dose depends on an age that is not known: it has to be stated.</summary>
    public DoseByAge? Asks { get; init; }

    /// <summary>When this drug was given; null = at the time of the step.</summary>
    public TimeEntry? At { get; init; }

    /// <summary>Who gave this drug; null = as for the step.</summary>
    public GiverDraft? GivenBy { get; init; }
}

/// <summary>The two doses between which an unknown age leaves open.</summary>
public sealed record DoseByAge(decimal YoungerMg, decimal ElderlyMg, int FromYears);

/// <summary>Why a rate stands in the form before anybody typed one.</summary>
public enum RateProposal
{
    /// <summary>The first rate of the table of this infusion.</summary>
    InitialTable = 1,

    /// <summary>A reaction is on record: half of this infusion's own initial rate.</summary>
    HalfOfInitial = 2,

    /// <summary>The rate before the interruption.</summary>
    AsBefore = 3,

    /// <summary>The rate it runs at.</summary>
    AsNow = 4,

    /// <summary>The next step of the rate table is due.</summary>
    NextByTable = 5,

    /// <summary>The watch after a restart is over.</summary>
    BackToInitial = 6,
}
