using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Alerts;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Tests.Alerts;

public sealed class AlertWordsTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    private static readonly Knowledge Knowledge = KnowledgeFiles.Load();

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    public void Texts_OfEveryRuleFactReasonAndState_Exist(string language)
    {
        var text = Texts(language);
        string[] keys =
        [
            .. Enum.GetValues<RuleId>().Select(rule => "accept:" + rule.Code()),
            .. Enum.GetValues<RuleId>()
                .SelectMany(FactNames.Of)
                .Distinct(StringComparer.Ordinal)
                .Select(name => "fact:" + name),
            .. Enum.GetValues<OverrideReason>().Select(reason => $"Reason{reason}"),
            .. Enum.GetValues<AlertStatus>().SelectMany(status => new[] { $"Status{status}", $"Ended{status}" }),
            .. Enum.GetValues<AlertTier>().Select(tier => $"Tier{tier}"),
            .. Enum.GetValues<RuleBasis>().Select(basis => $"Basis{basis}"),
            .. Enum.GetValues<HoldRelease>().Select(release => $"Release{release}"),
        ];
        Assert.DoesNotContain(keys, key => text[key].ResourceNotFound);
    }

    [Fact]
    public void Texts_BothLanguages_HaveTheSameKeysAndPlaces()
    {
        var english = Texts("en")
            .GetAllStrings(includeParentCultures: true)
            .ToDictionary(t => t.Name, t => Places(t.Value), StringComparer.Ordinal);
        var russian = Texts("ru")
            .GetAllStrings(includeParentCultures: false)
            .ToDictionary(t => t.Name, t => Places(t.Value), StringComparer.Ordinal);
        Assert.Equal(
            english.OrderBy(t => t.Key, StringComparer.Ordinal),
            russian.OrderBy(t => t.Key, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Text_StoredFacts_AreFilledOnTheUnitsClock()
    {
        var words = Words("en");
        string text = words.Text(Item());
        Assert.StartsWith(
            "ANC 0.49 ×10⁹/L, collected 2 Mar 2026 09:30, is below 0.50.",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("from an ANC of 1.00 ×10⁹/L on", words.AcceptMeans(Item()), StringComparison.Ordinal);
    }

    [Fact]
    public void Standing_EachState_SaysWhoAndWhen()
    {
        var words = Words("en");
        Assert.Equal("nobody has seen it yet", words.Standing(Item()));
        Assert.Equal(
            "seen by Paula, 2 Mar 2026 09:30; the decision is due",
            words.Standing(Item(AlertStatus.Acknowledged))
        );
        Assert.Equal(
            "decided otherwise by Paula, 2 Mar 2026 09:30: Another reason – “second sample fine”",
            words.Standing(
                Item(AlertStatus.Overridden) with
                {
                    OverrideReason = OverrideReason.Other,
                    Note = "second sample fine",
                }
            )
        );
        Assert.Equal(
            "ended before anybody decided 2 Mar 2026 09:30: ANC 1.1 ×10⁹/L",
            words.Standing(Item(AlertStatus.Resolved) with { Note = "ANC 1.1 ×10⁹/L" })
        );
    }

    [Theory]
    [InlineData(
        DecisionOutcome.SomebodyWasFaster,
        AlertStatus.Accepted,
        "nothing was changed: Piet was faster (2 Mar 2026 09:30). The alert is now: Accepted."
    )]
    [InlineData(
        DecisionOutcome.Conflict,
        AlertStatus.Withdrawn,
        "nothing was changed: the alert has ended (2 Mar 2026 09:30), because the facts it stood on were corrected."
    )]
    [InlineData(
        DecisionOutcome.ChangedMeanwhile,
        AlertStatus.Open,
        "nothing was changed: the facts changed meanwhile (2 Mar 2026 09:30). Read the alert again and decide on what it says now."
    )]
    public void Outcome_NotTaken_SaysWhy(DecisionOutcome outcome, AlertStatus status, string sentence) =>
        Assert.Equal(sentence, Words("en").Outcome(new DecisionResult(outcome, status, "Piet", At)));

    [Fact]
    public void CallsDue_OwnOthersSeenAndPassive_CountsOnlyOwnCalls()
    {
        var me = Item().Course.AttendingPhysicianId;
        var colleagues = Item() with
        {
            Course = Item().Course with { AttendingPhysicianId = new UserId(new Guid(9, 0, 0, new byte[8])) },
            Tier = AlertTier.Interruptive,
            CallSeq = 99,
        };
        var due = Due(
            me,
            colleagues,
            Item() with
            {
                CallSeq = 4,
            },
            Item() with
            {
                CallSeq = 7,
            },
            Item(AlertStatus.Acknowledged) with
            {
                CallSeq = 8,
            },
            Item() with
            {
                Tier = AlertTier.Passive,
                CallSeq = null,
            }
        );

        Assert.Equal((3, AlertTier.Page, 7L), (due.Undecided, due.Highest, due.NewestCall));
        Assert.Equal([4L, 7L], due.Unseen.Select(a => a.CallSeq!.Value));
        var none = Due(me, colleagues);
        Assert.Equal((0, null, 0L, null), (none.Undecided, none.Highest, none.NewestCall, none.TierCalledAfter(0)));
    }

    [Theory]
    [InlineData(0, AlertTier.Interruptive)]
    [InlineData(4, AlertTier.Interruptive)]
    [InlineData(5, AlertTier.Page)]
    [InlineData(6, null)]
    public void TierCalledAfter_StopAndLesserAlertInOneSave_AnnouncesTheStop(long seq, AlertTier? tier)
    {
        var due = Due(
            Item().Course.AttendingPhysicianId,
            Item() with
            {
                CallSeq = 6,
            },
            Item() with
            {
                CallSeq = 5,
                Tier = AlertTier.Interruptive,
            }
        );

        Assert.Equal(tier, due.TierCalledAfter(seq));
        Assert.Equal((5L, 6L), (due.Unseen[0].CallSeq, due.NewestCall));
    }

    [Fact]
    public void CallsDue_CalledToAColleaguesAlert_IsOwnToo_AndRingsForOwnCallsOnly()
    {
        var (attending, deputy) = (Item().Course.AttendingPhysicianId, new UserId(new Guid(9, 0, 0, new byte[8])));
        PersonCall[] calls = [new(default, attending, 3), new(default, deputy, 8)];

        Assert.Equal(
            (1, 8L),
            CallsDue.For(deputy, [Item()], calls) is var called ? (called.Undecided, called.NewestCall) : default
        );
        Assert.Equal(
            (1, 3L),
            CallsDue.For(attending, [Item()], calls) is var own ? (own.Undecided, own.NewestCall) : default
        );
        // Nobody was called to it, e.g. because it is silenced: it stands, and does not ring.
        Assert.Equal(
            (1, 0L),
            CallsDue.For(attending, [Item()], []) is var silent ? (silent.Undecided, silent.NewestCall) : default
        );
    }

    /// <summary>Alerts of their own ids, each with the call that was sent to its physician.</summary>
    private static CallsDue Due(UserId me, params AlertItem[] items)
    {
        AlertItem[] known =
        [
            .. items.Select(
                (item, index) => item with { AlertId = new AlertId(new Guid(index + 1, 0, 0, new byte[8])) }
            ),
        ];
        return CallsDue.For(
            me,
            known,
            [
                .. known
                    .Where(item => item.CallSeq is not null)
                    .Select(item => new PersonCall(
                        item.AlertId,
                        item.Course.AttendingPhysicianId,
                        item.CallSeq!.Value
                    )),
            ]
        );
    }

    private static AlertItem Item(AlertStatus status = AlertStatus.Open)
    {
        var physician = new UserId(new Guid(1, 0, 0, new byte[8]));
        var course = new CourseRecord
        {
            CourseId = default,
            PatientId = default,
            Code = "C-0001",
            Regimen = Regimen.IsaPd,
            FirstDoseOn = new DateOnly(2026, 3, 2),
            AttendingPhysicianId = physician,
            AttendingPhysician = "Paula",
            Details = new PatientDetails
            {
                RecordNumber = "R-1",
                FamilyName = "Falk",
                GivenName = "Ida",
                BirthDate = new DateOnly(1956, 4, 3),
                Sex = Sex.Female,
            },
            Revision = 1,
            Paraprotein = Paraprotein.Unknown,
            ParaproteinRevision = 0,
        };
        return new AlertItem
        {
            AlertId = default,
            Course = course,
            Rule = RuleId.AncHold,
            RuleVersion = "1",
            RuleSetVersion = Knowledge.Rules.Stamp,
            Subject = "anc:x",
            Since = At,
            OpenedAt = At,
            Status = status,
            Tier = AlertTier.Page,
            Facts =
            [
                new(FactNames.AncGigaPerLitre, "0.49"),
                new(FactNames.CollectedAt, "2026-03-02T09:30:00Z"),
                new(FactNames.HoldBelowGigaPerLitre, "0.50"),
                new(FactNames.ReleaseAtGigaPerLitre, "1.00"),
                new(FactNames.Regimen, "IsaPd"),
            ],
            Position = 1,
            ChangedAt = At,
            ChangedBy = "Paula",
            OverrideReason = null,
            Note = null,
            CallSeq = 1,
        };
    }

    private static string Places(string text) =>
        string.Concat(Enumerable.Range(0, 4).Where(i => text.Contains($"{{{i}}}", StringComparison.Ordinal)));

    private static AlertWords Words(string language) =>
        new(new KnowledgeInForce(Knowledge), new UnitClock(TimeProvider.System, TimeZoneInfo.Utc), Texts(language));

    /// <summary>The culture flows with the test, as it does with a circuit.</summary>
    private static IStringLocalizer<AlertsText> Texts(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : language);
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        return services.GetRequiredService<IStringLocalizer<AlertsText>>();
    }
}
