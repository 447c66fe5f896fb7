using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Rules.Canaries;

/// <summary>The key of the texts about the health of rules: RuleHealthText.resx.</summary>
public sealed class RuleHealthText;

/// <summary>The health of rules in the words of the reader.</summary>
public sealed class RuleHealthWords(UnitClock clock, IStringLocalizer<RuleHealthText> text)
{
    public static StateKind KindOf(RuleHealth rule) =>
        rule.State switch
        {
            RuleVitality.Alive => StateKind.Good,
            RuleVitality.SwitchedOff => StateKind.Neutral,
            RuleVitality.Silent
            or RuleVitality.NotTried
            or RuleVitality.NotProvedSince
            or RuleVitality.OtherRules
            or RuleVitality.NeverProved => StateKind.Critical,
        };

    public string Word(RuleHealth rule) => text[$"State{rule.State}"];

    /// <summary>Why a rule is in its state, with the instant where there is one.</summary>
    public string Reason(RuleHealth rule) =>
        rule.State switch
        {
            RuleVitality.Alive => text["WhyAlive", At(rule.Known!.FiredAt!.Value)],
            RuleVitality.SwitchedOff => text[$"Reason{rule.OffBecause}"],
            RuleVitality.Silent or RuleVitality.NotTried => text[
                "WhyTried",
                At(rule.Known!.Last.At),
                Because(rule.Known.Last)
            ],
            RuleVitality.NotProvedSince => text["WhyNotProvedSince", At(rule.Known!.FiredAt!.Value)],
            RuleVitality.OtherRules => text["WhyOtherRules", At(rule.Known!.FiredAt!.Value), rule.Known.FiredStamp!],
            RuleVitality.NeverProved => text["WhyNeverProved"],
        };

    public string Outcome(CanaryRun run) => text[$"Outcome{run.Outcome}"];

    public string Because(CanaryRun run) => text[$"Reason{run.Reason}"];

    private string At(DateTimeOffset at) => clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
}
