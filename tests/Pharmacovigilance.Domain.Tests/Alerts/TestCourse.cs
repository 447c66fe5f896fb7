using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Tests.Alerts;

/// <summary>Builds the facts of one course; days and hours count from <see cref="Day0"/>.</summary>
internal sealed class TestCourse(int patient = 1, Regimen regimen = Regimen.IsaPd)
{
    public static readonly DateTimeOffset Day0 = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static readonly string[] PlannedDrugs = ["dexamethasone", "paracetamol", "diphenhydramine"];

    private readonly List<InfusionFacts> infusions = [];
    private readonly List<NeutrophilCount> counts = [];
    private readonly List<ReactionFacts> reactions = [];
    private readonly Dictionary<string, DateTimeOffset> overridden = new(StringComparer.Ordinal);

    public CourseId CourseId { get; } = new(Id('c', patient));

    public PatientId PatientId { get; } = new(Id('a', patient));

    public static DateTimeOffset At(double days) => Day0.AddMinutes(Math.Round(days * 1440));

    /// <param name="recorded">Days; by default when collected.</param>
    public TestCourse Anc(decimal gigaPerLitre, double day, int id, double? recorded = null)
    {
        counts.Add(new(new(Id('b', id)), (long)(gigaPerLitre * 1_000_000m), At(day), At(recorded ?? day)));
        return this;
    }

    public TestCourse Override(string subject, double day)
    {
        overridden[subject] = At(day);
        return this;
    }

    /// <param name="premedicationMinutes">Minutes before the start, one per planned drug in plan order; null = not given.</param>
    public TestCourse Infusion(
        int ordinal, double day, InfusionStatus status = InfusionStatus.Ended, long? initialRate = 25_000, int?[]? premedicationMinutes = null)
    {
        bool isStarted = status is InfusionStatus.Running or InfusionStatus.Interrupted or InfusionStatus.Ended;
        var state = new InfusionState(status, isStarted ? At(day) : null, InitialRateMicrolitresPerHour: isStarted ? initialRate : null);
        var given = PlannedDrugs.Zip(premedicationMinutes ?? [30, 30, 30])
            .Where(pair => pair.Second is not null)
            .Select(pair => new PremedicationGiven(
                new(Id('e', ordinal)), InfusionIdOf(ordinal), pair.First, null, null, At(day).AddMinutes(-pair.Second!.Value)));
        infusions.Add(new(InfusionIdOf(ordinal), ordinal, DateOnly.FromDateTime(At(day).UtcDateTime), state, [.. given]));
        return this;
    }

    public TestCourse Reaction(
        Grade? grade, int? infusion, int id = 1, string llt = CtcaeTerms.InfusionRelatedReaction, double? onset = 0.05, double recorded = 0.1,
        bool hospitalised = false)
    {
        reactions.Add(new(EventIdOf(id), llt, grade, infusion is { } ordinal ? InfusionIdOf(ordinal) : null,
            onset is { } day ? At(day) : null, At(recorded), hospitalised));
        return this;
    }

    public static InfusionId InfusionIdOf(int ordinal) => new(Id('d', ordinal));

    public static AdverseEventId EventIdOf(int id) => new(Id('f', id));

    public static string Anc(int id) => FindingSubject.OfCount(new(Id('b', id)));

    public CourseFacts Facts(double asOfDay = 30) =>
        new(CourseId, PatientId, regimen, 60, At(asOfDay), infusions, counts, reactions, overridden);

    public IReadOnlyList<Finding> Evaluate(double asOfDay = 30) => Evaluate(Facts(asOfDay));

    public static IReadOnlyList<Finding> Evaluate(CourseFacts facts) =>
        RuleEvaluator.Evaluate(facts, RuleData.Rules, RuleData.Plans[facts.Regimen]);

    private static Guid Id(char kind, int number) => Guid.Parse($"0000000{kind}-0000-7000-8000-{number:D12}");
}

internal static class Findings
{
    public static IReadOnlyList<Finding> Of(this IReadOnlyList<Finding> findings, RuleId rule) => [.. findings.Where(f => f.Rule == rule)];

    public static string Fact(this Finding finding, string name) => finding.Facts.Single(f => f.Name == name).Value;

    public static string Text(this Finding finding, string language = "en") => RuleData.Rules.TextOf(finding, language);
}
