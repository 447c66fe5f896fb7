using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>Builds the facts of one course; days and hours count from <see cref="Day0"/>.</summary>
internal sealed class TestCourse(int patient = 1, Regimen regimen = Regimen.IsaPd)
{
    public static readonly DateTimeOffset Day0 = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static readonly string[] PlannedDrugs = ["dexamethasone", "paracetamol", "diphenhydramine"];

    private readonly List<InfusionFacts> infusions = [];
    private readonly List<CellCount> counts = [];
    private readonly List<CellCount> platelets = [];
    private readonly List<ConditionFacts> conditions = [];
    private readonly List<PressureFacts> pressures = [];
    private readonly List<ReactionFacts> reactions = [];
    private readonly List<TooSoonFacts> tooSoon = [];
    private readonly List<RateFacts> rates = [];
    private readonly List<WithdrawalFacts> withdrawals = [];
    private readonly Dictionary<string, DateTimeOffset> overridden = new(StringComparer.Ordinal);

    public CourseId CourseId { get; } = new(Id('c', patient));

    public PatientId PatientId { get; } = new(Id('a', patient));

    public static DateTimeOffset At(double days) => Day0.AddMinutes(Math.Round(days * 1440));

    /// <param name="recorded">Days; by default when collected.</param>
    public TestCourse Anc(
        decimal gigaPerLitre,
        double day,
        int id,
        double? recorded = null,
        ValueBound bound = ValueBound.Exact
    )
    {
        counts.Add(
            new(new(Id('b', id)), (long)(gigaPerLitre * 1_000_000m), At(day), At(recorded ?? day)) { Bound = bound }
        );
        return this;
    }

    /// <summary>A count of which only the day (UTC) is known.</summary>
    public TestCourse AncOnDay(decimal gigaPerLitre, int day, int id)
    {
        counts.Add(
            new CellCount(new(Id('b', id)), (long)(gigaPerLitre * 1_000_000m), At(day), At(day + 1))
            {
                CollectedDay = Day(day),
            }
        );
        return this;
    }

    public static PartialTime Day(int day) => PartialTime.On(DateOnly.FromDateTime(At(day).UtcDateTime), Utc);

    private static readonly UnitClock Utc = new(TimeProvider.System, TimeZoneInfo.Utc);

    public TestCourse Platelets(decimal gigaPerLitre, double day, int id)
    {
        platelets.Add(new(new(Id('9', id)), (long)(gigaPerLitre * 1_000_000m), At(day), At(day)));
        return this;
    }

    /// <summary>A report of which only the day (UTC) of the onset is known.</summary>
    public TestCourse ConditionOnDay(
        ConditionKind kind,
        int day,
        int id = 1,
        Grade? grade = Grade.Grade4,
        string llt = CtcaeTerms.NeutrophilCountDecreased,
        decimal? below = 0.5m
    )
    {
        conditions.Add(
            new ConditionFacts(
                EventIdOf(id),
                llt,
                kind,
                grade,
                At(day),
                At(day),
                below is { } limit ? (long)(limit * 1_000_000m) : null
            )
            {
                OnsetDay = Day(day),
            }
        );
        return this;
    }

    /// <param name="onset">Days; null = unknown, and it counts from when it was entered.</param>
    public TestCourse Condition(
        ConditionKind kind,
        double? onset,
        int id = 1,
        Grade? grade = Grade.Grade3,
        string llt = CtcaeTerms.FebrileNeutropenia,
        decimal? ancBelow = null,
        double recorded = 0.1
    )
    {
        conditions.Add(
            new(
                EventIdOf(id),
                llt,
                kind,
                grade,
                onset is { } day ? At(day) : null,
                At(recorded),
                ancBelow is { } below ? (long)(below * 1_000_000m) : null
            )
        );
        return this;
    }

    public TestCourse Pressure(
        int systolic,
        int diastolic,
        double day,
        int id,
        int? infusion = null,
        bool duringReaction = false
    )
    {
        pressures.Add(
            new(
                new(Id('8', id)),
                systolic,
                diastolic,
                At(day),
                DateOnly.FromDateTime(At(day).UtcDateTime),
                At(day),
                infusion is { } ordinal ? InfusionIdOf(ordinal) : null,
                duringReaction
            )
        );
        return this;
    }

    /// <summary>An infusion six days after another, where seven are left.</summary>
    /// <param name="attempted">A start was stopped; otherwise it was entered as given.</param>
    public TestCourse TooSoon(int ordinal, int after, bool attempted = false)
    {
        var (facts, other) = (
            infusions.First(i => i.CalendarOrdinal == ordinal),
            infusions.First(i => i.CalendarOrdinal == after)
        );
        var sibling = new PatientInfusion
        {
            InfusionId = other.InfusionId,
            CourseId = CourseId,
            Regimen = regimen,
            CalendarOrdinal = after,
            Cycle = 1,
            DayOfCycle = 1,
            State = other.State,
            StartedOn = other.PlannedOn,
        };
        tooSoon.Add(
            new(facts, At(6), attempted ? At(6) : null, new SpacingGap(sibling, 6, 7, other.PlannedOn.AddDays(7)))
        );
        return this;
    }

    public TestCourse RateAbove(int ordinal)
    {
        rates.Add(
            new(
                infusions.First(i => i.CalendarOrdinal == ordinal),
                new RateExcess(new(Id('7', 1)), InfusionStepKind.Started, At(0), 50_000, 25_000, Restart: false)
            )
        );
        return this;
    }

    public TestCourse Override(string subject, double day)
    {
        overridden[subject] = At(day);
        return this;
    }

    /// <param name="premedicationMinutes">Minutes before the start, one per planned drug in plan order; null = not given.</param>
    public TestCourse Infusion(
        int ordinal,
        double day,
        InfusionStatus status = InfusionStatus.Ended,
        long? initialRate = 25_000,
        int?[]? premedicationMinutes = null,
        int? beginsCycle = null
    )
    {
        bool isStarted = status is InfusionStatus.Running or InfusionStatus.Interrupted or InfusionStatus.Ended;
        var state = new InfusionState
        {
            Status = status,
            StartedAt = isStarted ? At(day) : null,
            InitialRateMicrolitresPerHour = isStarted ? initialRate : null,
        };
        var given = PlannedDrugs
            .Zip(premedicationMinutes ?? [30, 30, 30])
            .Where(pair => pair.Second is not null)
            .Select(pair => new PremedicationGiven
            {
                StepId = new(Id('e', ordinal)),
                InfusionId = InfusionIdOf(ordinal),
                Drug = pair.First,
                DoseMicrograms = null,
                Route = null,
                GivenAt = At(day).AddMinutes(-pair.Second!.Value),
            });
        infusions.Add(
            new(
                InfusionIdOf(ordinal),
                ordinal,
                DateOnly.FromDateTime(At(day).UtcDateTime),
                state,
                [.. given],
                BeginsCycle: beginsCycle
            )
        );
        return this;
    }

    public TestCourse Reaction(
        Grade? grade,
        int? infusion,
        int id = 1,
        string llt = CtcaeTerms.InfusionRelatedReaction,
        double? onset = 0.05,
        double recorded = 0.1,
        bool hospitalised = false
    )
    {
        reactions.Add(
            new(
                EventIdOf(id),
                llt,
                grade,
                infusion is { } ordinal ? InfusionIdOf(ordinal) : null,
                onset is { } day ? At(day) : null,
                At(recorded),
                hospitalised
            )
        );
        return this;
    }

    /// <summary>What is said of the reaction entered last, at its onset and later.</summary>
    public TestCourse Said(params (double Day, ReactionNow Now)[] said)
    {
        reactions[^1] = reactions[^1] with
        {
            Said = [.. said.Select(one => new ReactionStatementAt(At(one.Day), one.Now))],
        };
        return this;
    }

    /// <summary>An interruption of the infusion entered last; null = it has not gone on.</summary>
    public TestCourse Pause(double from, double? resumed)
    {
        infusions[^1] = infusions[^1] with
        {
            Pauses = [.. infusions[^1].Pauses, new InfusionPause(At(from), resumed is { } day ? At(day) : null)],
        };
        return this;
    }

    public TestCourse Withdrawn(int id, double? onset = 0.05, string llt = CtcaeTerms.LungInfection)
    {
        withdrawals.Add(new(EventIdOf(id), llt, Grade.Grade3, onset is { } day ? At(day) : null, At(0.1)));
        return this;
    }

    public static InfusionId InfusionIdOf(int ordinal) => new(Id('d', ordinal));

    public static AdverseEventId EventIdOf(int id) => new(Id('f', id));

    public static string Pressure(int id) => FindingSubject.OfPressure(new(Id('8', id)));

    public static string Anc(int id) => FindingSubject.OfCount(new(Id('b', id)));

    public CourseFacts Facts(double asOfDay = 30) =>
        new(CourseId, PatientId, regimen, 60, At(asOfDay), infusions, counts, reactions, overridden)
        {
            PlateletCounts = platelets,
            Conditions = conditions,
            Pressures = pressures,
            TooSoon = tooSoon,
            RatesAbove = rates,
            Withdrawals = withdrawals,
        };

    public IReadOnlyList<Finding> Evaluate(double asOfDay = 30) => Evaluate(Facts(asOfDay));

    public static IReadOnlyList<Finding> Evaluate(CourseFacts facts) =>
        RuleEvaluator.Evaluate(facts, RuleData.Rules, RuleData.Plans[facts.Regimen]);

    /// <summary>What a set finds.</summary>
    public IReadOnlyList<Finding> Under(RuleSet rules, double asOfDay = 30) =>
        RuleEvaluator.Evaluate(Facts(asOfDay), rules, RuleData.Plans[regimen]);

    public IReadOnlyList<Finding> Under(string setId, double asOfDay = 30) => Under(RuleData.Set(setId), asOfDay);

    private static Guid Id(char kind, int number) => Guid.Parse($"0000000{kind}-0000-7000-8000-{number:D12}");
}

internal static class Findings
{
    public static IReadOnlyList<Finding> Of(this IReadOnlyList<Finding> findings, RuleId rule) =>
        [.. findings.Where(f => f.Rule == rule)];

    public static string Fact(this Finding finding, string name) => finding.Facts.Single(f => f.Name == name).Value;

    public static string Text(this Finding finding, string language = "en") => RuleData.Rules.TextOf(finding, language);
}
