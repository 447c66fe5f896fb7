using System.Text.RegularExpressions;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Alerts;

/// <summary>Reads a rule set. Strict: a rule set that lacks a rule, a source or a limit must not be used at all.</summary>
internal static partial class RuleSetReader
{
    /// <param name="file">The name of the text for the message, e.g. <c>eu-2023.json</c>.</param>
    /// <exception cref="DataFormatException">Malformed; the message is a sentence naming the element.</exception>
    public static RuleSet Read(string json, string file)
    {
        var root = DataElement.Parse(json, file)
            .Knows("id", "version", "jurisdiction", "name", "since", "until", "words", "rules");
        var elements = Elements(root["rules"]);
        return new RuleSet(
            root["id"].Text(),
            root["version"].Text(),
            root["jurisdiction"].Text(),
            root["name"].Localized(),
            PartialDate(root["since"]),
            root.Optional("until") is { } until ? PartialDate(until) : null,
            ReadLimits(elements),
            elements.ToDictionary(pair => pair.Key, pair => ReadRule(pair.Key, pair.Value)),
            ReadWords(root["words"]));
    }

    private static Dictionary<RuleId, DataElement> Elements(DataElement list)
    {
        var elements = new Dictionary<RuleId, DataElement>();
        foreach (var element in list.Items())
        {
            var code = element["code"];
            RuleId id;
            try
            {
                id = RuleCodes.Parse(code.Text());
            }
            catch (FormatException unknown)
            {
                throw code.Refuse("is not usable: " + unknown.Message);
            }

            if (!elements.TryAdd(id, element)) throw code.Refuse($"repeats the rule {id.Code()}.");
        }

        var missing = Enum.GetValues<RuleId>().Where(id => !elements.ContainsKey(id)).Select(id => id.Code()).ToList();
        return missing.Count == 0 ? elements : throw list.Refuse($"has no rule {string.Join(", ", missing)}; every rule must be there.");
    }

    private static Rule ReadRule(RuleId id, DataElement element)
    {
        if (HasParameters(id))
            element.Knows("code", "version", "gradedTerms", "tier", "basis", "verified", "title", "text", "clause", "source", "parameters");
        else
            element.Knows("code", "version", "gradedTerms", "tier", "basis", "verified", "title", "text", "clause", "source");
        var source = element["source"].Knows("tag", "address");
        return new Rule(
            id,
            element["version"].Text(),
            element["tier"].Name<AlertTier>(),
            element["basis"].Name<RuleBasis>(),
            element["verified"].Boolean(),
            element["title"].Localized(),
            ReadTemplate(id, element["text"]),
            element["clause"].Text(),
            new RuleSource(source["tag"].Text(), source["address"].Text()),
            element.Optional("gradedTerms") is { } terms ? [.. terms.Items().Select(term => term.Text())] : []);
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
            if (RuleText.HasStrayBrace(template)) throw at.Refuse("has a brace that belongs to no placeholder such as {grade}.");
            foreach (string name in RuleText.Placeholders(template))
                if (!known.Contains(name, StringComparer.Ordinal))
                    throw at.Refuse($"has the unknown placeholder {{{name}}}. {id.Code()} knows: {string.Join(", ", known)}.");
        }
    }

    private static bool HasParameters(RuleId id) => id is RuleId.AncHold or RuleId.AncStale or RuleId.ReactionInterrupt;

    private static RuleLimits ReadLimits(Dictionary<RuleId, DataElement> rules)
    {
        var hold = rules[RuleId.AncHold]["parameters"].Knows("holdBelowGigaPerLitre", "releaseAtGigaPerLitre");
        long below = Micro(hold["holdBelowGigaPerLitre"]);
        long release = Micro(hold["releaseAtGigaPerLitre"]);
        if (release < below) throw hold["releaseAtGigaPerLitre"].Refuse("must not be lower than holdBelowGigaPerLitre.");
        var stale = rules[RuleId.AncStale]["parameters"].Knows("freshnessHours");
        var interrupt = rules[RuleId.ReactionInterrupt]["parameters"].Knows("restartFactor", "restartAtMostGrade");
        decimal factor = interrupt["restartFactor"].PositiveNumber();
        if (factor > 1) throw interrupt["restartFactor"].Refuse("must not be greater than 1: a restart is never faster than the start.");
        return new RuleLimits(
            below,
            release,
            factor,
            (Grade)interrupt["restartAtMostGrade"].IntegerFrom(1, 2),
            new LocalPolicy(
                "1", TimeSpan.FromHours(stale["freshnessHours"].IntegerFrom(1, 24 * 31)), TimeSpan.FromMinutes(15), new PressureLimit(160, 100), null));
    }

    private static long Micro(DataElement element)
    {
        const decimal million = 1_000_000m;
        decimal value = element.PositiveNumber();
        if (value > 100) throw element.Refuse("must be in 10⁹/L and is implausibly high.");
        return value * million % 1 == 0 ? (long)(value * million) : throw element.Refuse("must have at most six decimals.");
    }

    private static Dictionary<string, LocalizedText> ReadWords(DataElement element)
    {
        var words = element.Knows([.. FactWords.All]).Properties().ToDictionary(p => p.Name, p => p.Value.Localized(), StringComparer.Ordinal);
        var missing = FactWords.All.Where(word => !words.ContainsKey(word)).Order(StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? words : throw element.Refuse($"lacks the words for {string.Join(", ", missing)}.");
    }

    private static string PartialDate(DataElement element)
    {
        string text = element.Text();
        return DatePattern().IsMatch(text)
            ? text
            : throw element.Refuse($"must be a year, month or day such as 2023, 2023-05 or 2023-05-12, but is \"{text}\".");
    }

    [GeneratedRegex(@"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DatePattern();
}
