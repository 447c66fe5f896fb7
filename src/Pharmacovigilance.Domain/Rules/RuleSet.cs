using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules.Tiers;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>What a rule rests on.</summary>
public enum RuleBasis
{
    /// <summary>The product information of the jurisdiction.</summary>
    Label = 1,

    /// <summary>A decision of the unit; the label leaves it open.</summary>
    LocalPolicy = 2,
}

/// <summary>Where a rule comes from.</summary>
/// <param name="Tag">Short name of the source, e.g. <c>EU-42</c>.</param>
/// <param name="Address">Where it can be read.</param>
public sealed record RuleSource(string Tag, string Address);

/// <summary>One rule of a rule set: everything but the logic.</summary>
/// <param name="Text">Template with placeholders such as <c>{ancGigaPerLitre}</c>, filled from the facts of a finding.</param>
/// <param name="Clause">The passage of the source.</param>
/// <param name="GradedTerms">MedDRA LLT codes of the CTCAE terms whose grade the rule reads; empty for a rule that reads values and times.</param>
/// <param name="Verified">False while nobody has confirmed it: then it is shown as unconfirmed.</param>
/// <param name="Parameters">The numbers of its condition, with the unit in each name; see <see cref="RuleParameters"/>.</param>
/// <param name="Since">When the source said so, as precisely as known; the set's own dates where the rule has none.</param>
public sealed record Rule(
    RuleId Id,
    string Version,
    AlertTier Tier,
    RuleBasis Basis,
    bool Verified,
    LocalizedText Title,
    LocalizedText Text,
    string Clause,
    RuleSource Source,
    IReadOnlyList<string> GradedTerms,
    IReadOnlyDictionary<string, decimal> Parameters,
    string Since,
    string? Until
)
{
    /// <summary>The template where only a grade was reported and the value behind it is not on record; null where the rule reads no grade in place of a value.</summary>
    public LocalizedText? TextWithoutValue { get; init; }

    /// <summary>The template for these facts.</summary>
    internal LocalizedText TextFor(IReadOnlyList<Fact> facts) =>
        TextWithoutValue is { } without
        && facts.Any(fact => fact.Name == FactNames.ReportedGrade && fact.Value != FactWords.NotRecorded)
            ? without
            : Text;

    /// <summary>The unit has decided that it raises nothing any more.</summary>
    public bool IsRetired { get; init; }

    /// <summary>A rule of a label that nobody has read in the label is listed and never fires; nor does a retired one.</summary>
    public bool IsActive => !IsRetired && (Verified || Basis == RuleBasis.LocalPolicy);

    /// <summary>A limit in millionths of 10⁹/L.</summary>
    internal long Micro(string parameter) => (long)(Parameters[parameter] * 1_000_000m);

    internal long? MicroOrNull(string parameter) => Parameters.ContainsKey(parameter) ? Micro(parameter) : null;
}

/// <summary>At which grades of an infusion reaction a label does what.</summary>
/// <param name="PermanentFrom">From here on the label itself ends the treatment.</param>
/// <param name="PermanentByCourse">Whether the label also ends it when hospital care is needed. Where a reaction recurs or does not settle, every label does.</param>
public sealed record ReactionLimits(
    AdverseEvents.Grade InterruptFrom,
    AdverseEvents.Grade InterruptTo,
    AdverseEvents.Grade StopFrom,
    AdverseEvents.Grade PermanentFrom,
    bool PermanentByCourse
)
{
    /// <summary>A reaction still above grade 1 after so long an interruption has not settled. Local: the labels say "after interruption" and name no time.</summary>
    public TimeSpan SettlesWithin { get; init; }
}

/// <summary>The numbers of a rule set.</summary>
/// <param name="HoldBelowMicroGigaPerLitre">Millionths of 10⁹/L; an ANC below it opens a hold.</param>
/// <param name="ReleaseAtMicroGigaPerLitre">Millionths of 10⁹/L; an ANC at or above it ends the hold.</param>
/// <param name="RestartFactor">Part of the infusion's own initial rate to restart at.</param>
/// <param name="RestartAtMost">The grade the reaction must have come down to before a restart.</param>
/// <param name="Policy">The unit's own part.</param>
public sealed record RuleLimits(
    long HoldBelowMicroGigaPerLitre,
    long ReleaseAtMicroGigaPerLitre,
    decimal RestartFactor,
    AdverseEvents.Grade RestartAtMost,
    ReactionLimits Reactions,
    LocalPolicy Policy
)
{
    /// <summary>An ANC up to and including this age is fresh.</summary>
    public TimeSpan AncFreshness => Policy.AncFreshness;

    /// <summary>How often vital signs are due while the drug runs.</summary>
    public TimeSpan VitalSignsEvery => Policy.VitalSignsEvery;
}

/// <summary>The rules of a label, with the unit's local policy on top: limits, texts and sources. Data of db/reference/rules.</summary>
/// <param name="Since">When the text was in force, as precisely as known: <c>2023</c>, <c>2023-05</c> or <c>2023-05-12</c>.</param>
/// <param name="Until">The same; null while it is in force.</param>
/// <param name="Rules">Those of the label and those of the local policy.</param>
/// <param name="Words">Words for the codes of <see cref="FactWords"/>.</param>
public sealed record RuleSet(
    string Id,
    string Version,
    string Jurisdiction,
    LocalizedText Name,
    string Since,
    string? Until,
    RuleLimits Limits,
    IReadOnlyDictionary<RuleId, Rule> Rules,
    IReadOnlyDictionary<string, LocalizedText> Words
)
{
    /// <summary>How many changes of single rules were signed before this; see <see cref="TierChange"/>.</summary>
    public int Changes { get; init; }

    /// <summary>What an alert pins: identity and version of the rule set and of the local policy, and the changes of single rules.</summary>
    public string Stamp => new RuleStamp(Id, Version, Limits.Policy.Version, Changes).ToString();

    /// <summary>A retired set can be read and compared with, and is never put in force.</summary>
    public bool IsRetired => Until is not null;

    public Rule Of(RuleId rule) => Rules[rule];

    /// <summary>The rule where it may fire; null where the set does not have it, or lists it as unconfirmed.</summary>
    public Rule? Active(RuleId rule) => Rules.TryGetValue(rule, out var found) && found.IsActive ? found : null;

    /// <summary>Rules on the partner drug of a regimen that nothing watches while this set is in force: it does not have them, or they are not active.</summary>
    public IReadOnlyList<RuleId> NotWatched(Patients.Regimen regimen) =>
        [.. PartnerDrugRules.Of(regimen).Where(rule => Active(rule) is null)];

    /// <summary>Whether any rule that may fire looks at platelets.</summary>
    public bool ReadsPlatelets =>
        Active(RuleId.PomalidomidePlatelets) is not null
        || Active(RuleId.CarfilzomibPlatelets) is not null
        || Active(RuleId.PomalidomideCycle) is not null;

    /// <summary>The same label with another local policy on top.</summary>
    public RuleSet With(LocalPolicy policy) =>
        this with
        {
            Limits = Limits with { Policy = policy },
            Rules = Rules.ToDictionary(
                pair => pair.Key,
                pair =>
                    LocalRules.Parameters(pair.Key, policy) is { } own
                        ? pair.Value with
                        {
                            Parameters = own,
                        }
                        : pair.Value
            ),
        };

    /// <summary>A set as the data say, with the unit's changes of single rules.</summary>
    public RuleSet With(IReadOnlyCollection<TierChange> changes) =>
        this with
        {
            Rules = TierChanges.Apply(Rules, changes),
            Changes = changes.Count,
        };

    /// <inheritdoc cref="RuleSetReader.Read"/>
    public static RuleSet Parse(string json, string file, LocalRules local) => RuleSetReader.Read(json, file, local);

    /// <summary>The filled text of a finding; instants in UTC, drugs by their codes.</summary>
    /// <param name="language">ISO 639-1; anything but <c>ru</c> gives English.</param>
    public string TextOf(Finding finding, string language) =>
        TextOf(finding.Rule, finding.Facts, new FactReading(language));

    /// <summary>The filled text of a rule for facts that may come from a stored alert; a missing fact reads "unknown".</summary>
    public string TextOf(RuleId rule, IReadOnlyList<Fact> facts, FactReading reading) =>
        RuleText.Fill(Of(rule).TextFor(facts).In(reading.Language), facts, Words, reading);

    /// <summary>One fact as the text would print it, without its unit: that stands in the fact's name.</summary>
    public string ValueOf(Fact fact, FactReading reading) => RuleText.Value(fact, Words, reading);
}

/// <summary>For whom a text is filled.</summary>
/// <param name="Language">ISO 639-1; anything but <c>ru</c> gives English.</param>
/// <param name="Zone">The unit's time zone; null shows UTC and says so.</param>
/// <param name="DrugNames">Names by drug code, from the premedication plan; a code without a name is shown as it is.</param>
/// <param name="TermName">Name of a CTCAE term by its LLT code; a code without a name is shown as it is.</param>
public sealed record FactReading(
    string Language,
    TimeZoneInfo? Zone = null,
    IReadOnlyDictionary<string, LocalizedText>? DrugNames = null,
    Func<string, LocalizedText?>? TermName = null
);
