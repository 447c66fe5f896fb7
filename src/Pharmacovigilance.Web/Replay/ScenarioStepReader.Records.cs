using System.Globalization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Web.Replay;

internal sealed partial class ScenarioStepReader
{
    private EventContent? Event(
        ScenarioElement item,
        ScenarioTime? onset,
        CtcaeDictionary ctcae,
        string? defaultTerm = null
    )
    {
        var term =
            item.Optional("term") is null && defaultTerm is not null ? ctcae.Find(defaultTerm)
            : item.Required("term", "Give a CTCAE term by name or MedDRA LLT code.") is { } named
                ? ScenarioVocabulary.Term(named, ctcae)
            : null;
        var grade = (Grade?)item.Optional("grade")?.Integer(1, 5);
        if (term is not null && grade is { } stated && !term.Allows(stated))
            item.Optional("grade")!
                .Refuse(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"is {(int)stated}, which {term.Name.En} does not have; it has {string.Join(", ", term.Grades.Select(g => (int)g))}."
                    )
                );
        var infusion = Infusion(item);
        if (
            term is not null
            && onset is { TimeKnown: false }
            && (infusion.Ordinal is not null || AdverseEventStore.IsReaction(term.Llt))
        )
            item.Refuse(
                "states a day without a time, but belongs to an infusion: give the time, or leave the time out and name the infusion."
            );
        var (assessed, criteria) = Seriousness(item.Optional("seriousness"));
        string? source = item.Optional("source")?.Text(60);
        if (item.Optional("source") is { } element)
            sourceElements[item.Path] = element;
        return term is null
            ? null
            : new EventContent(
                term.Llt,
                grade,
                infusion,
                item.Optional("action")?.Choice(ScenarioWords.Actions) ?? ActionTaken.Unknown,
                assessed,
                criteria,
                source,
                item.Optional("note")?.Text(2000),
                Symptoms(item.Optional("symptoms"))
            );
    }

    /// <summary>Absent = nobody has assessed it, which differs from an assessment that found no criterion.</summary>
    private static (bool Assessed, SeriousnessCriteria Criteria) Seriousness(ScenarioElement? element)
    {
        if (element is null)
            return (false, SeriousnessCriteria.None);
        if (element.IsText)
            return ScenarioElement.Plain(element.Text() ?? "") is "notserious" or "none"
                ? (true, SeriousnessCriteria.None)
                : (true, element.Choice(ScenarioWords.Seriousness) ?? SeriousnessCriteria.None);
        return (
            true,
            element
                .Items("\"notSerious\" or a list of criteria")
                .Aggregate(SeriousnessCriteria.None, (all, item) =>
                    all | (item.Choice(ScenarioWords.Seriousness) ?? SeriousnessCriteria.None)
                )
        );
    }

    private CorrectionContent? Correction(ScenarioElement item, ScenarioTime? at, ScenarioStep target)
    {
        string? reason = item.Required("reason", "A correction says why.")?.Text(500);
        if (
            target.Content
            is TakenOverContent
                or VitalsContent
                or CorrectionContent
                or TakeBackContent
                or DecisionContent
                or EndCourseContent
                or MoveContent
                or BeginCourseContent
                or OrderContent
                or AdoptCtcaeContent
                or ActivateRulesContent
        )
        {
            item.Optional("of")!.Refuse($"is {target.Name}, a kind of step that has no correction.");
            return null;
        }

        CheckOrder(item, at, target);
        if (item.Required("set", "Give the elements as they should have been.") is not { } set)
            return null;
        if (
            !set.Knows(
                $"a correction of a step of type {target.Type}",
                ["at", "date", "day", "time", .. Types[target.Type]]
            )
        )
            return null;
        var over = set.Over(named[target.Ref!].Element);
        var happened = times.OfStep(over, target.Patient.FirstDose);
        if (happened is { TimeKnown: false } && NeedsTimeOfDay(target.Type))
            set.Refuse("needs a time of day.");
        if (happened is null && target.Type != "adverseEvent")
            return Untimed(set);
        var content = Content(
            over,
            target.Type,
            AsOf(target.Patient, happened?.At),
            happened,
            target,
            target.RecordedAt
        );
        return content is null || reason is null
            ? null
            : new CorrectionContent(
                target,
                target with
                {
                    Path = set.Path,
                    By = null,
                    At = happened,
                    RecordedAt = at?.At,
                    Content = content,
                },
                reason
            );
    }

    private static CorrectionContent? Untimed(ScenarioElement set)
    {
        set.Refuse("leaves the step without a time; only an adverseEvent may have none.");
        return null;
    }

    private static TakeBackContent? TakeBack(ScenarioElement item, ScenarioTime? at, ScenarioStep target)
    {
        string? reason = item.Required("reason", "Taking back says why.")?.Text(500);
        CheckOrder(item, at, target);
        if (target.Content is LabContent or EventContent)
            return reason is null ? null : new TakeBackContent(target, reason);
        item.Optional("of")!.Refuse($"is {target.Name}; only a lab or an adverseEvent can be taken back.");
        return null;
    }

    private static void CheckOrder(ScenarioElement item, ScenarioTime? at, ScenarioStep target)
    {
        if (at is not null && (target.RecordedAt is not { } recorded || recorded > at.At))
            item.Refuse($"comes before {target.Name}, which it refers to.");
    }

    private static DecisionContent? Decision(ScenarioElement item, DecisionKind kind)
    {
        var rule = item.Required("rule", $"Give one of {string.Join(", ", ScenarioWords.Rules.Keys)}.")
            ?.Choice(ScenarioWords.Rules);
        bool needsReason = kind is DecisionKind.Override or DecisionKind.ReleaseHold;
        var reason = needsReason
            ? item.Required("reason", $"Give one of {string.Join(", ", ScenarioWords.OverrideReasons.Keys)}.")
                ?.Choice(ScenarioWords.OverrideReasons)
            : null;
        string? note = item.Optional("note")?.Text(500);
        if (reason is OverrideReason.Other && note is null)
            item.Required("note", "The reason \"other\" needs a note that says it.");
        return rule is null || (needsReason && reason is null)
            ? null
            : new DecisionContent(kind, rule.Value, Infusion(item).Ordinal, reason, note);
    }

    /// <summary>Who says yes or no to a permanent stop is never filled in: it must be another one than decided.</summary>
    private static DecisionContent SecondPerson(ScenarioElement item, DecisionKind kind, string? words)
    {
        item.Required("by", "A second person confirms or refuses a permanent stop: name who.");
        return new DecisionContent(kind, RuleId.ReactionStop, Infusion(item).Ordinal, null, words);
    }
}
