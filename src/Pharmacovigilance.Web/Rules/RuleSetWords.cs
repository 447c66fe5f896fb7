using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Rules;

/// <summary>The key of the texts about rule sets: RuleSetText.resx.</summary>
public sealed class RuleSetText;

/// <summary>Rule sets in the words of the reader.</summary>
public sealed class RuleSetWords(KnowledgeInForce known, IStringLocalizer<RuleSetText> text)
{
    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private Knowledge Known => known.Current;

    public string Name(RuleSet set) => set.Name.In(Language);

    /// <summary>The name of a set by its id; the id where the product does not know it.</summary>
    public string Name(string setId) => Known.RuleSets.Find(setId) is { } set ? Name(set) : setId;

    public bool IsInForce(RuleSet set) => set.Id == Known.Rules.Id;

    public (StateKind Kind, string Word) State(RuleSet set) =>
        IsInForce(set) ? (StateKind.Good, text["StateInForce"])
        : set.IsRetired ? (StateKind.Unknown, text["StateRetired"])
        : (StateKind.Neutral, text["StateAvailable"]);

    /// <summary>From when to when, as precisely as known.</summary>
    public string Period(string since, string? until) =>
        until is null ? text["PeriodOpen", since] : text["Period", since, until];

    /// <summary>A number of a rule's condition with its name and unit.</summary>
    public string Parameter(string name, decimal value) =>
        name == RuleParameters.PermanentByCourse
            ? text[$"parameter:{name}={(int)value}"]
            : text["parameter:" + name, value.ToString("0.######", CultureInfo.CurrentCulture)];

    /// <summary>What the rule proposes, with a gap where an alert states a fact.</summary>
    public static string Proposal(Rule rule) => RuleText.WithGaps(rule.Text.In(Language));

    public string Title(Rule rule) => rule.Title.In(Language);

    public string Agreement(FindingAgreement agreement) => text[$"Agreement{agreement}"];

    public static StateKind KindOf(FindingAgreement agreement) =>
        agreement switch
        {
            FindingAgreement.Same => StateKind.Neutral,
            FindingAgreement.OtherProposal => StateKind.Attention,
            FindingAgreement.OnlyInForce or FindingAgreement.OnlyOther => StateKind.Critical,
        };
}
