using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Calls.Notification;

public class NotificationDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly CourseId Course = new(Number(1));
    private static readonly UserId Person = new(Number(2));
    private static readonly AlertKey Hold = new(
        new AlertId(Number(3)),
        Course,
        "ANC-HOLD",
        AlertTier.Page,
        null,
        GradeUnknown: false,
        IsFirstOfRule: false
    );
    private static readonly Silence OfHolds = new(
        new SilenceId(Number(4)),
        "ANC-HOLD",
        null,
        Now.AddHours(-1),
        Now.AddHours(1)
    );
    private static readonly Maintenance Works = new(new MaintenanceId(Number(5)), Now.AddHours(-1), Now.AddHours(1));
    private static readonly PermanentStop Stop = new(new AlertId(Number(6)), Course);
    private static readonly SentCall Call = new(
        17,
        new AlertId(Number(7)),
        Person,
        Course,
        AlertTier.Page,
        Now.AddMinutes(-5)
    );

    private static Suppressions Everything => new([OfHolds], [Works], [Stop], [Call], TimeSpan.FromMinutes(5));

    [Fact]
    public void About_NothingAgainstIt_IsSent() =>
        Assert.Equal(new NotificationDecision(IsSent: true, NotificationReason.Due), About(Hold, Suppressions.None));

    [Theory]
    [InlineData(AlertTier.Interruptive, null, false, false, NotificationReason.Interruptive)]
    [InlineData(AlertTier.Page, 3, false, false, NotificationReason.GradeAtLeast3)]
    [InlineData(AlertTier.Page, 5, false, false, NotificationReason.GradeAtLeast3)]
    [InlineData(AlertTier.Page, null, true, false, NotificationReason.GradeUnknown)]
    [InlineData(AlertTier.Page, 2, false, true, NotificationReason.FirstOfKind)]
    public void About_WhatIsNeverSuppressed_IsSentAgainstEverything(
        AlertTier tier,
        int? grade,
        bool unknown,
        bool first,
        NotificationReason reason
    )
    {
        var alert = Hold with { Tier = tier, Grade = (Grade?)grade, GradeUnknown = unknown, IsFirstOfRule = first };

        Assert.Equal(new NotificationDecision(IsSent: true, reason), About(alert, Everything));
    }

    [Fact]
    public void About_SevereCount_YieldsToAPermanentStopAndToNothingElse()
    {
        var severe = Hold with { IsSevereCount = true };

        Assert.Equal(
            new NotificationDecision(IsSent: true, NotificationReason.SevereCount),
            About(severe, Everything with { Stops = [] })
        );
        Assert.Equal(NotificationReason.Inhibited, About(severe, Everything).Reason);
        Assert.True(About(severe with { RuleCode = "POM-ANC" }, Everything).IsSent);
    }

    [Theory]
    [InlineData("ancGigaPerLitre", "0.999999", true)]
    [InlineData("ancGigaPerLitre", "1.00", false)]
    [InlineData("ancGigaPerLitre", "0.00", true)]
    [InlineData("ancGigaPerLitre", "unknown", false)]
    [InlineData("plateletsGigaPerLitre", "49.9", true)]
    [InlineData("plateletsGigaPerLitre", "50.00", false)]
    [InlineData("releaseAtGigaPerLitre", "0.50", false)]
    public void SevereCount_AroundTheLimitOfGrade3_IsBelowIt(string fact, string value, bool severe) =>
        Assert.Equal(severe, SevereCount.IsIn([new Fact("regimen", "IsaPd"), new Fact(fact, value)]));

    [Fact]
    public void About_FollowUp_IsSentAgainstEverythingUnlessPassive()
    {
        Assert.Equal(
            new NotificationDecision(IsSent: true, NotificationReason.FollowUp),
            NotificationDecision.About(Hold, Person, Everything, Now, isFollowUp: true)
        );
        Assert.Equal(
            NotificationReason.Passive,
            NotificationDecision
                .About(Hold with { Tier = AlertTier.Passive }, Person, Suppressions.None, Now, isFollowUp: true)
                .Reason
        );
    }

    [Fact]
    public void About_Grade2_MayBeSuppressed() =>
        Assert.Equal(NotificationReason.Maintenance, About(Hold with { Grade = Grade.Grade2 }, Everything).Reason);

    [Fact]
    public void About_Passive_CallsNobody() =>
        Assert.Equal(
            new NotificationDecision(IsSent: false, NotificationReason.Passive),
            About(Hold with { Tier = AlertTier.Passive, IsFirstOfRule = true }, Suppressions.None)
        );

    [Fact]
    public void About_EachSuppression_NamesWhatSuppressed()
    {
        Assert.Equal(
            new NotificationDecision(
                IsSent: false,
                NotificationReason.Maintenance,
                Works.MaintenanceId.ToString(),
                Works.Until
            ),
            About(Hold, Everything)
        );
        Assert.Equal(
            new NotificationDecision(
                IsSent: false,
                NotificationReason.Silenced,
                OfHolds.SilenceId.ToString(),
                OfHolds.Until
            ),
            About(Hold, Everything with { Maintenance = [] })
        );
        Assert.Equal(
            new NotificationDecision(IsSent: false, NotificationReason.Inhibited, Stop.AlertId.ToString()),
            About(Hold, Everything with { Maintenance = [], Silences = [] })
        );
        Assert.Equal(
            new NotificationDecision(IsSent: false, NotificationReason.Grouped, "17", Now),
            About(Hold, Everything with { Maintenance = [], Silences = [], Stops = [] })
        );
    }

    [Theory]
    [InlineData(-61, false)]
    [InlineData(-60, true)]
    [InlineData(59.999, true)]
    [InlineData(60, false)]
    public void Silence_InTime_MatchesFromItsBeginningUpToItsEnd(double minutes, bool silenced) =>
        Assert.Equal(
            !silenced,
            NotificationDecision
                .About(Hold, Person, Suppressions.None with { Silences = [OfHolds] }, Now.AddMinutes(minutes))
                .IsSent
        );

    [Fact]
    public void Silence_OfAnotherRuleOrCourse_DoesNotMatch()
    {
        Assert.True(About(Hold, Suppressions.None with { Silences = [OfHolds with { RuleCode = "BP-HOLD" }] }).IsSent);
        Assert.True(
            About(
                Hold,
                Suppressions.None with
                {
                    Silences = [OfHolds with { CourseId = new CourseId(Number(9)) }],
                }
            ).IsSent
        );
        Assert.False(About(Hold, Suppressions.None with { Silences = [OfHolds with { CourseId = Course }] }).IsSent);
    }

    [Fact]
    public void Inhibition_OnlyHoldsOfTheSameCourse_AreInhibited()
    {
        var stops = Suppressions.None with { Stops = [Stop] };

        Assert.False(About(Hold, stops).IsSent);
        Assert.False(About(Hold with { RuleCode = "BP-HOLD" }, stops).IsSent);
        Assert.True(About(Hold with { RuleCode = "PREMED-WINDOW" }, stops).IsSent);
        Assert.True(About(Hold with { CourseId = new CourseId(Number(9)) }, stops).IsSent);
        Assert.True(About(Hold with { AlertId = Stop.AlertId }, stops).IsSent);
    }

    [Fact]
    public void Inhibition_TwoAlertsLackingAKey_IsNone()
    {
        var stops = Suppressions.None with { Stops = [Stop with { CourseId = null }] };

        Assert.True(About(Hold with { CourseId = null }, stops).IsSent);
        Assert.True(About(Hold, stops).IsSent);
        Assert.True(About(Hold with { RuleCode = null }, stops).IsSent);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(5.0001, false)]
    public void Grouping_InTime_LastsForTheWindow(double minutesAfter, bool grouped) =>
        Assert.Equal(
            !grouped,
            NotificationDecision
                .About(
                    Hold,
                    Person,
                    Suppressions.None with
                    {
                        Calls = [Call],
                        Grouping = TimeSpan.FromMinutes(5),
                    },
                    Call.At.AddMinutes(minutesAfter)
                )
                .IsSent
        );

    [Fact]
    public void Grouping_AnotherPersonCourseAlertOrLouderTier_IsNotCovered()
    {
        var calls = Suppressions.None with { Calls = [Call], Grouping = TimeSpan.FromMinutes(5) };

        Assert.False(About(Hold, calls).IsSent);
        Assert.True(NotificationDecision.About(Hold, new UserId(Number(9)), calls, Now).IsSent);
        Assert.True(NotificationDecision.About(Hold, null, calls, Now).IsSent);
        Assert.True(About(Hold with { CourseId = new CourseId(Number(9)) }, calls).IsSent);
        Assert.True(About(Hold with { AlertId = Call.AlertId }, calls).IsSent);
        Assert.True(About(Hold, calls with { Calls = [Call with { Tier = AlertTier.Passive }] }).IsSent);
        Assert.True(About(Hold, calls with { Grouping = TimeSpan.Zero }).IsSent);
    }

    private static NotificationDecision About(AlertKey alert, Suppressions against) =>
        NotificationDecision.About(alert, Person, against, Now);

    private static Guid Number(int number) => new(number, 0, 0, new byte[8]);
}
