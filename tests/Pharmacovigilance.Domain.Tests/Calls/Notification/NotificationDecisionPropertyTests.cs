using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Calls.Notification;

/// <summary>What must hold for any alert and anything that may stand against its call.</summary>
public class NotificationDecisionPropertyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact, Trait("peer-failure", "04")]
    public void AMissingKey_NeverMatches_NotEvenAMissingKey() =>
        ForAny(
            (alert, person, against, _) =>
            {
                // Maintenance asks for no key; everything else does.
                var keyed = against with { Maintenance = [] };
                var nothing = alert with { CourseId = null, RuleCode = null };
                Assert.True(
                    NotificationDecision.About(nothing, person, keyed, Now)
                        is { IsSent: true }
                            or { Reason: NotificationReason.Passive }
                );
                var noCourse = NotificationDecision.About(alert with { CourseId = null }, person, keyed, Now);
                Assert.True(noCourse.Reason is not (NotificationReason.Inhibited or NotificationReason.Grouped));
                var noRule = NotificationDecision.About(alert with { RuleCode = null }, person, keyed, Now);
                Assert.True(noRule.Reason is not (NotificationReason.Inhibited or NotificationReason.Silenced));
                var lacking = new Suppressions(
                    [.. keyed.Silences.Select(silence => silence with { RuleCode = null })],
                    [],
                    [.. keyed.Stops.Select(stop => stop with { CourseId = null })],
                    [.. keyed.Calls.Select(call => call with { CourseId = null })],
                    keyed.Grouping
                );
                Assert.True(
                    NotificationDecision.About(alert, person, lacking, Now)
                        is { IsSent: true }
                            or { Reason: NotificationReason.Passive }
                );
            }
        );

    [Fact]
    public void NeverSuppressed_WhateverStandsAgainstIt_IsSent() =>
        ForAny(
            (alert, person, against, _) =>
            {
                if (alert.Tier == AlertTier.Passive)
                    return;
                foreach (
                    var never in new[]
                    {
                        alert with
                        {
                            Tier = AlertTier.Interruptive,
                        },
                        alert with
                        {
                            Grade = Grade.Grade3,
                        },
                        alert with
                        {
                            Grade = Grade.Grade4,
                        },
                        alert with
                        {
                            Grade = Grade.Grade5,
                        },
                        alert with
                        {
                            GradeUnknown = true,
                        },
                        alert with
                        {
                            IsFirstOfRule = true,
                        },
                    }
                )
                {
                    Assert.True(NotificationDecision.About(never, person, against, Now).IsSent);
                }
            }
        );

    [Fact]
    public void Decision_OfTheSameInAnyOrder_IsTheSame() =>
        ForAny(
            (alert, person, against, random) =>
            {
                var shuffled = new Suppressions(
                    [.. against.Silences.OrderBy(_ => random.Next())],
                    [.. against.Maintenance.OrderBy(_ => random.Next())],
                    [.. against.Stops.OrderBy(_ => random.Next())],
                    [.. against.Calls.OrderBy(_ => random.Next())],
                    against.Grouping
                );

                Assert.Equal(
                    NotificationDecision.About(alert, person, against, Now),
                    NotificationDecision.About(alert, person, shuffled, Now)
                );
            }
        );

    [Fact]
    public void Decision_NotSent_SaysByWhat_UnlessPassive() =>
        ForAny(
            (alert, person, against, _) =>
            {
                var decision = NotificationDecision.About(alert, person, against, Now);
                Assert.Equal(
                    !decision.IsSent && decision.Reason != NotificationReason.Passive,
                    decision.By is not null
                );
            }
        );

    private static void ForAny(Action<AlertKey, UserId, Suppressions, Random> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), chosen =>
            {
                var random = new Random(chosen);
                long seq = 0;
                var against = new Suppressions(
                    [
                        .. Many(random, () =>
                            new Silence(
                                new SilenceId(Id(random)),
                                Rule(random),
                                Course(random),
                                Past(random),
                                Now.AddMinutes(random.Next(-30, 90))
                            )
                        ),
                    ],
                    [
                        .. Many(random, () =>
                            new Maintenance(
                                new MaintenanceId(Id(random)),
                                Past(random),
                                Now.AddMinutes(random.Next(-60, 60))
                            )
                        ),
                    ],
                    [.. Many(random, () => new PermanentStop(new AlertId(Id(random)), Course(random)))],
                    [
                        .. Many(random, () =>
                            new SentCall(
                                ++seq,
                                new AlertId(Id(random)),
                                Person(random),
                                Course(random),
                                (AlertTier)random.Next(1, 4),
                                Past(random)
                            )
                        ),
                    ],
                    TimeSpan.FromMinutes(random.Next(0, 61))
                );
                var alert = new AlertKey(
                    new AlertId(Id(random)),
                    Course(random),
                    Rule(random),
                    (AlertTier)random.Next(1, 4),
                    random.Next(2) == 0 ? null : (Grade)random.Next(1, 6),
                    random.Next(4) == 0,
                    random.Next(4) == 0
                );
                check(alert, Person(random), against, random);
                return true;
            })
            .QuickCheckThrowOnFailure();

    private static IEnumerable<T> Many<T>(Random random, Func<T> make) =>
        Enumerable.Range(0, random.Next(4)).Select(_ => make()).ToList();

    private static Guid Id(Random random) => new(random.Next(1, 6), 0, 0, new byte[8]);

    private static UserId Person(Random random) => new(Id(random));

    private static CourseId? Course(Random random) =>
        random.Next(3) == 0 ? null : new CourseId(new Guid(random.Next(1, 3), 0, 0, new byte[8]));

    private static string? Rule(Random random) => new[] { null, "", "ANC-HOLD", "BP-HOLD", "IRR-STOP" }[random.Next(5)];

    private static DateTimeOffset Past(Random random) => Now.AddMinutes(-random.Next(0, 60));
}
