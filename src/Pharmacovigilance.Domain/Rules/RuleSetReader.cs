using System.Text.RegularExpressions;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>Reads a rule set. Strict: a rule set that lacks a needed rule, a source or a limit must not be used at all.</summary>
internal static partial class RuleSetReader
{
    private static readonly RuleId[] NeededOfLabel =
    [
        RuleId.AncHold,
        RuleId.ReactionInterrupt,
        RuleId.ReactionStop,
        RuleId.PremedicationMissing,
        RuleId.PremedicationOutsideWindow,
    ];

    /// <param name="file">The name of the text for the message, e.g. <c>eu-2023.json</c>.</param>
    /// <param name="local">What the label leaves to the unit.</param>
    /// <exception cref="DataFormatException">Malformed; the message is a sentence naming the element.</exception>
    public static RuleSet Read(string json, string file, LocalRules local)
    {
        var root = DataElement
            .Parse(json, file)
            .Knows("id", "version", "jurisdiction", "name", "since", "until", "words", "rules");
        string since = PartialDate(root["since"]);
        string? until = root.Optional("until") is { } end ? PartialDate(end) : null;
        var allowed = Enum.GetValues<RuleId>().Where(id => !LocalRules.Ids.Contains(id)).ToHashSet();
        var rules = Rules(root["rules"], allowed, NeededOfLabel, RuleBasis.Label, since, until);
        var words = Words(root["words"].Knows([.. LocalRules.LabelWords]), LocalRules.LabelWords);
        return new RuleSet(
            root["id"].Text(),
            root["version"].Text(),
            root["jurisdiction"].Text(),
            root["name"].Localized(),
            since,
            until,
            Limits(rules, local, root["rules"]),
            rules.Concat(local.Rules).ToDictionary(pair => pair.Key, pair => pair.Value),
            words.Concat(local.Words).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
        );
    }

    public static IReadOnlyDictionary<RuleId, Rule> Rules(
        DataElement list,
        IReadOnlySet<RuleId> allowed,
        IEnumerable<RuleId> needed,
        RuleBasis basis,
        string since,
        string? until
    )
    {
        var rules = new Dictionary<RuleId, Rule>();
        foreach (var element in list.Items())
        {
            var code = element["code"];
            var id = IdOf(code);
            if (!allowed.Contains(id))
                throw code.Refuse(
                    $"names {id.Code()}, which does not belong in this file: it is {(basis == RuleBasis.Label ? "the unit's policy" : "a label's rule")}."
                );
            if (!rules.TryAdd(id, ReadRule(id, element, basis, since, until)))
                throw code.Refuse($"repeats the rule {id.Code()}.");
        }

        var missing = needed.Where(id => !rules.ContainsKey(id)).Select(id => id.Code()).ToList();
        return missing.Count == 0
            ? rules
            : throw list.Refuse($"has no rule {string.Join(", ", missing)}, which must be there.");
    }

    private static RuleId IdOf(DataElement code)
    {
        try
        {
            return RuleCodes.Parse(code.Text());
        }
        catch (FormatException unknown)
        {
            throw code.Refuse("is not usable: " + unknown.Message);
        }
    }

    private static Rule ReadRule(RuleId id, DataElement element, RuleBasis basis, string since, string? until)
    {
        string[] known =
        [
            "code",
            "version",
            "gradedTerms",
            "tier",
            "verified",
            "title",
            "text",
            "textWithoutValue",
            "clause",
            "source",
            "since",
            "until",
        ];
        element.Knows(RuleParameters.Of(id).Count == 0 ? known : [.. known, "parameters"]);
        var source = element["source"].Knows("tag", "address");
        return new Rule(
            id,
            element["version"].Text(),
            element["tier"].Name<AlertTier>(),
            basis,
            element["verified"].Boolean(),
            element["title"].Localized(),
            ReadTemplate(id, element["text"]),
            element["clause"].Text(),
            new RuleSource(source["tag"].Text(), source["address"].Text()),
            element.Optional("gradedTerms") is { } terms ? [.. terms.Items().Select(term => term.Text())] : [],
            RuleParameters.Read(id, element),
            element.Optional("since") is { } own ? PartialDate(own) : since,
            element.Optional("until") is { } end ? PartialDate(end) : until
        )
        {
            TextWithoutValue = ReportedGrades.Reads(id) ? ReadTemplate(id, element["textWithoutValue"]) : null,
        };
    }

    private static LocalizedText ReadTemplate(RuleId id, DataElement element)
    {
        var known = FactNames.Of(id);
        var text = element.Localized();
        CheckTemplate(text.En, element["en"]);
        CheckTemplate(text.Ru, element["ru"]);
        return text;

        void CheckTemplate(string template, DataElement at)
        {
            if (RuleText.HasStrayBrace(template))
                throw at.Refuse("has a brace that belongs to no placeholder such as {grade}.");
            foreach (string name in RuleText.Placeholders(template))
                if (!known.Contains(name, StringComparer.Ordinal))
                    throw at.Refuse(
                        $"has the unknown placeholder {{{name}}}. {id.Code()} knows: {string.Join(", ", known)}."
                    );
        }
    }

    private static RuleLimits Limits(IReadOnlyDictionary<RuleId, Rule> rules, LocalRules local, DataElement at)
    {
        var interrupt = rules[RuleId.ReactionInterrupt].Parameters;
        var stop = rules[RuleId.ReactionStop].Parameters;
        var reactions = new ReactionLimits(
            GradeOf(interrupt, RuleParameters.FromGrade),
            GradeOf(interrupt, RuleParameters.ToGrade),
            GradeOf(stop, RuleParameters.FromGrade),
            GradeOf(stop, RuleParameters.PermanentFromGrade),
            stop[RuleParameters.PermanentByCourse] == 1
        )
        {
            SettlesWithin = local.ReactionSettlesWithin,
        };
        // Between the last grade that interrupts and the first that stops no grade may fall through.
        if (
            reactions.InterruptTo < reactions.InterruptFrom
            || reactions.StopFrom > reactions.InterruptTo + 1
            || reactions.PermanentFrom < reactions.StopFrom
        )
            throw at.Refuse("leaves a grade of infusion reaction between interrupting and stopping without a rule.");
        return new RuleLimits(
            rules[RuleId.AncHold].Micro(RuleParameters.HoldBelowGigaPerLitre),
            rules[RuleId.AncHold].Micro(RuleParameters.ReleaseAtGigaPerLitre),
            interrupt[RuleParameters.RestartFactor],
            GradeOf(interrupt, RuleParameters.RestartAtMostGrade),
            reactions,
            local.Policy
        );
    }

    private static Grade GradeOf(IReadOnlyDictionary<string, decimal> parameters, string name) =>
        (Grade)(int)parameters[name];

    public static IReadOnlyDictionary<string, LocalizedText> Words(DataElement element, IEnumerable<string> needed)
    {
        var words = element.Properties().ToDictionary(p => p.Name, p => p.Value.Localized(), StringComparer.Ordinal);
        var missing = needed.Where(word => !words.ContainsKey(word)).Order(StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? words : throw element.Refuse($"lacks the words for {string.Join(", ", missing)}.");
    }

    public static string PartialDate(DataElement element)
    {
        string text = element.Text();
        return DatePattern().IsMatch(text)
            ? text
            : throw element.Refuse(
                $"must be a year, month or day such as 2023, 2023-05 or 2023-05-12, but is \"{text}\"."
            );
    }

    [GeneratedRegex(
        @"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DatePattern();
}
