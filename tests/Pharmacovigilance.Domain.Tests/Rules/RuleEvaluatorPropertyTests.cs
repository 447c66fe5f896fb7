using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>What must hold for any history. The histories are dense, so that same-instant ties happen.</summary>
public class RuleEvaluatorPropertyTests
{
    private static readonly InfusionStatus[] Statuses = Enum.GetValues<InfusionStatus>();
    private static readonly decimal[] Values = [0m, 0.3m, 0.49m, 0.5m, 0.8m, 0.99m, 1.0m, 1.5m, 4m];
    private static readonly Grade?[] Grades =
    [
        null,
        Grade.Grade1,
        Grade.Grade2,
        Grade.Grade3,
        Grade.Grade4,
        Grade.Grade5,
    ];
    private static readonly string[] Terms = [CtcaeTerms.InfusionRelatedReaction, CtcaeTerms.Anaphylaxis];

    /// <summary>Random histories come from a seed, so that a failing one is one number to repeat.</summary>
    private static void ForAnySeed(Action<int> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                check(seed);
                return true;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Findings_OfAnyHistory_DoNotDependOnTheOrderOfArrival() =>
        ForAnySeed(seed =>
        {
            var facts = History(seed);
            var random = new Random(seed + 1);
            var shuffled = facts with
            {
                Infusions = [.. facts.Infusions.OrderBy(_ => random.Next())],
                NeutrophilCounts = [.. facts.NeutrophilCounts.OrderBy(_ => random.Next())],
                Reactions = [.. facts.Reactions.OrderBy(_ => random.Next())],
            };

            Assert.Equal(
                TestCourse.Evaluate(facts).Select(Printed),
                TestCourse.Evaluate(shuffled).Select(Printed),
                StringComparer.Ordinal
            );
        });

    [Fact]
    public void Findings_OfAnyHistory_HaveUniqueFingerprints() =>
        ForAnySeed(seed =>
        {
            var fingerprints = TestCourse.Evaluate(History(seed)).Select(f => f.Fingerprint).ToList();

            Assert.Equal(fingerprints.Count, fingerprints.Distinct(StringComparer.Ordinal).Count());
        });

    [Fact]
    public void Findings_OfInterleavedPatients_BelongToTheirOwnFacts() =>
        ForAnySeed(seed =>
        {
            foreach (
                var facts in new[]
                {
                    History(seed, 1),
                    History(seed + 1, 2),
                    History(seed + 2, 1),
                    History(seed + 3, 3),
                }
            )
                Assert.All(TestCourse.Evaluate(facts), f =>
                    Assert.Equal((facts.CourseId, facts.PatientId), (f.CourseId, f.PatientId))
                );
        });

    [Fact]
    public void Findings_OfAnyHistory_StateExactlyTheFactsOfTheirRuleAndNoneIsEmpty() =>
        ForAnySeed(seed =>
        {
            foreach (var finding in TestCourse.Evaluate(History(seed)))
            {
                Assert.Equal(
                    FactNames.Of(finding.Rule).Order(StringComparer.Ordinal),
                    finding.Facts.Select(f => f.Name).Order(StringComparer.Ordinal),
                    StringComparer.Ordinal
                );
                Assert.All(finding.Facts, f => Assert.False(string.IsNullOrWhiteSpace(f.Value)));
                Assert.DoesNotContain("{", finding.Text() + finding.Text("ru"), StringComparison.Ordinal);
            }
        });

    [Fact]
    public void Hold_AfterACountAtTheReleaseLimit_IsNeverActive() =>
        ForAnySeed(seed =>
        {
            var facts = History(seed);
            var recovered = new CellCount(
                new(new Guid(int.MaxValue, 0, 0, new byte[8])),
                1_000_000,
                TestCourse.At(99),
                TestCourse.At(99)
            );

            var holds = TestCourse
                .Evaluate(facts with { NeutrophilCounts = [.. facts.NeutrophilCounts, recovered] })
                .Of(RuleId.AncHold);

            Assert.All(holds, f => Assert.NotNull(f.Hold!.EndedAt));
        });

    [Fact]
    public void Hold_OfAnyHistory_IsActiveAtMostOnce() =>
        ForAnySeed(seed =>
            Assert.True(TestCourse.Evaluate(History(seed)).Of(RuleId.AncHold).Count(f => f.Hold!.EndedAt is null) <= 1)
        );

    [Fact]
    public void Findings_OfStartedInfusions_StayWhenLaterInfusionsAreAdded() =>
        ForAnySeed(seed =>
        {
            var facts = History(seed);
            var later = new TestCourse().Infusion(50, 90).Infusion(51, 97, InfusionStatus.Planned).Facts().Infusions;
            var started = facts
                .Infusions.Where(i => i.State.StartedAt is not null)
                .Select(i => FindingSubject.OfInfusion(i.InfusionId))
                .ToHashSet(StringComparer.Ordinal);

            var before = TestCourse.Evaluate(facts).Where(f => started.Contains(f.Subject)).Select(Printed);
            var after = TestCourse
                .Evaluate(facts with { Infusions = [.. facts.Infusions, .. later], AsOf = TestCourse.At(200) })
                .Select(Printed);

            Assert.Empty(before.Except(after, StringComparer.Ordinal));
        });

    [Fact]
    public void Plan_OfTheOtherRegimen_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            RuleEvaluator.Evaluate(
                new TestCourse(regimen: Regimen.IsaKd).Facts(),
                RuleData.Rules,
                RuleData.Plans[Regimen.IsaPd]
            )
        );

    private static CourseFacts History(int seed, int patient = 1)
    {
        var random = new Random(seed);
        var course = new TestCourse(patient, random.Next(2) == 0 ? Regimen.IsaPd : Regimen.IsaKd);
        foreach (int i in Enumerable.Range(1, random.Next(8)))
            course.Infusion(
                i,
                random.Next(6),
                Pick(Statuses),
                random.Next(3) == 0 ? null : 25_000,
                [Minutes(), Minutes(), Minutes()]
            );
        foreach (int i in Enumerable.Range(1, random.Next(12)))
        {
            int collected = random.Next(20);
            course.Anc(Pick(Values), collected, i, collected + random.Next(4));
            if (random.Next(3) == 0)
                course.Override(TestCourse.Anc(i), collected + random.Next(8));
        }

        foreach (int i in Enumerable.Range(1, random.Next(6)))
            course.Reaction(
                Pick(Grades),
                random.Next(4) == 0 ? null : random.Next(1, 5),
                i,
                Pick(Terms),
                random.Next(4) == 0 ? null : random.Next(60)
            );
        return course.Facts(asOfDay: 60);

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
        int? Minutes() => random.Next(4) == 0 ? null : random.Next(-5, 90);
    }

    private static string Printed(Finding f) =>
        $"{f.Fingerprint} {f.Tier} {f.Since:O} {f.Hold} {string.Join(';', f.Facts)}";
}
