using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The key of the texts of the laboratory panel: LabText.resx.</summary>
public sealed class LabText;

/// <summary>Laboratory values and what they say about a grade, in the language of the screen.</summary>
public sealed class LabWords(IStringLocalizer<LabText> text, KnowledgeInForce known)
{
    /// <summary>UCUM code of the unit of blood pressure.</summary>
    public const string MillimetresOfMercury = "mm[Hg]";

    public string Test(LabTest test) => text[$"Test{test}"];

    /// <summary>How a unit is printed, e.g. <c>×10⁹/L</c> for the UCUM code <c>10*9/L</c>.</summary>
    public string Unit(string ucum)
    {
        var name = text[$"unit:{ucum}"];
        return name.ResourceNotFound ? ucum : name.Value;
    }

    public string Amount(decimal value, string ucum) => Amount(ValueBound.Exact, value, ucum);

    private string Amount(ValueBound bound, decimal value, string ucum) =>
        text["Amount", bound.Sign() + Number(value), Unit(ucum)];

    /// <summary>As entered, and in the unit values are compared in where that is another.</summary>
    public string Value(LabValue value) =>
        value.EnteredUnit == value.CanonicalUnit
            ? Amount(value.Bound, value.Entered, value.EnteredUnit)
            : text[
                "AmountConverted",
                Amount(value.Bound, value.Entered, value.EnteredUnit),
                Amount(value.Bound, value.Canonical, value.CanonicalUnit)
            ];

    public GradeProposal Propose(LabValue value, LabValue? lowerLimitOfNormal) =>
        LabGrading.Propose(known.Current.Ctcae, value, lowerLimitOfNormal);

    public GradeProposal Propose(PressureFinding finding) => BloodPressureGrading.Propose(known.Current.Ctcae, finding);

    /// <summary>Whether the version in force grades a pressure by more than one reading.</summary>
    public bool PressureNeedsMore =>
        known
            .Current.Ctcae.Find(CtcaeTerms.Hypertension)
            ?.BloodPressure?.Any(limit => limit.Needs != PressureCondition.None || limit.OrRise is not null)
        ?? false;

    /// <summary>The limits by which the version in force grades a test; null where it has none.</summary>
    public LabCriterion? CriterionOf(LabTest test) => known.Current.Ctcae.TermFor(test)?.Laboratory;

    public string Pressure(PressureFinding finding) =>
        text[
            finding.DuringReaction ? "PressureDuringReaction" : "PressureIs",
            finding.Reading.SystolicMmHg,
            finding.Reading.DiastolicMmHg
        ];

    /// <summary>Why this grade, or why none; a limit with its unit.</summary>
    /// <param name="unit">UCUM code of the proposal's limit.</param>
    public string Reason(GradeProposal proposal, string unit) =>
        text[$"Reason{proposal.Reason}", proposal.Limit is { } limit ? Amount(limit, unit) : ""];

    /// <summary>What the value cannot show and a person must judge; empty when nothing.</summary>
    public string Remarks(GradeProposal proposal) =>
        string.Join(
            " ",
            Enum.GetValues<ProposalRemarks>()
                .Where(remark => remark != ProposalRemarks.None && proposal.Remarks.HasFlag(remark))
                .Select(remark => text[$"Remark{remark}"].Value)
        );

    /// <summary>The store's refusal of a value with test and units as the screen names them.</summary>
    public Refusal InWords(Refusal refusal)
    {
        if (
            refusal is not { Arguments: [var code, var value, var unit, var accepted, var meant] }
            || LabTests.ByCode(code) is not { } test
        )
            return refusal;
        string all = string.Join(", ", accepted.Split(", ").Select(Unit));
        return refusal with
        {
            Arguments = [Test(test.Test), value, Unit(unit), all, meant.Length == 0 ? "" : Unit(meant)],
        };
    }

    public static string Number(decimal value) => value.ToString("0.######", CultureInfo.CurrentCulture);
}
