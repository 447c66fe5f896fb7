using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Tests.Infusions;

public sealed class UnitDayTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static TodayItem Item(
        InfusionStatus status,
        DateOnly? plannedOn = null,
        bool hold = false,
        string? event1 = null,
        bool died = false
    )
    {
        var course = new CourseRecord
        {
            CourseId = default,
            PatientId = default,
            Code = "C-0001",
            Regimen = Regimen.IsaPd,
            FirstDoseOn = Today,
            AttendingPhysicianId = default,
            AttendingPhysician = "Paula",
            Details = new PatientDetails
            {
                RecordNumber = "R",
                FamilyName = "Name",
                GivenName = "Given",
                BirthDate = null,
                Sex = Sex.Unknown,
            },
            Revision = 1,
            Paraprotein = Paraprotein.Unknown,
            ParaproteinRevision = 0,
        };
        var head = new InfusionHead
        {
            InfusionId = default,
            CourseId = default,
            PatientId = default,
            CalendarOrdinal = 1,
            Cycle = 1,
            DayOfCycle = 1,
            PlannedOn = plannedOn ?? Today,
            GivenOrdinal = null,
        };
        IReadOnlyList<OpenHold> holds = hold
            ?
            [
                new()
                {
                    HoldId = default,
                    AlertId = default,
                    CourseId = default,
                    Rule = RuleId.AncHold,
                    StartedAt = Noon,
                    AlertStatus = AlertStatus.Open,
                },
            ]
            : [];
        IReadOnlyList<AdverseEventRow> events = event1 is null
            ? []
            :
            [
                new()
                {
                    RowId = default,
                    EventId = default,
                    Supersedes = null,
                    CourseId = default,
                    PatientId = default,
                    Status = EventStatus.Recorded,
                    Content = new AdverseEventContent
                    {
                        LltCode = event1,
                        CtcaeVersion = CtcaeVersion.V50,
                        Grade = null,
                        OnsetAt = Noon,
                    },
                    RecordedAt = Noon,
                    RecordedBy = "Nora",
                    Reason = null,
                },
            ];
        return new TodayItem(
            new InfusionItem(head, course, new InfusionState { Status = status }),
            new AncReadiness.Missing(),
            holds,
            events
        )
        {
            Death = died ? new PatientDeath(DeathSource.Outcome, Noon) : null,
        };
    }

    [Fact]
    public void MostUrgentFirst_AllStates_StandInTheOrderOfUrgency()
    {
        TodayItem[] expected =
        [
            Item(InfusionStatus.Running, event1: CtcaeTerms.InfusionRelatedReaction),
            Item(InfusionStatus.Premedicated, hold: true),
            Item(InfusionStatus.Running, event1: CtcaeTerms.Diarrhea),
            Item(InfusionStatus.Interrupted),
            Item(InfusionStatus.Premedicated),
            Item(InfusionStatus.Planned),
            Item(InfusionStatus.Planned, Today.AddDays(-1)),
            Item(InfusionStatus.Ended, event1: CtcaeTerms.InfusionRelatedReaction),
            Item(InfusionStatus.NotGiven, hold: true),
        ];

        Assert.Equal(expected, UnitDay.MostUrgentFirst(new TodayPart(Today, [.. expected.Reverse()])));
    }

    [Theory]
    [InlineData(InfusionStatus.Planned)]
    [InlineData(InfusionStatus.Premedicated)]
    public void State_PlannedForAPatientWhoDied_IsCalledOffAndLast(InfusionStatus status)
    {
        var item = Item(status, Today.AddDays(-1), hold: true, died: true);

        Assert.True(item.IsCalledOff);
        Assert.Equal(Urgency.NotGiven, UnitDay.UrgencyOf(item, Today));
        Assert.Equal(
            new Worded(StateKind.Neutral, "Called off", "the patient has died"),
            Words("en-GB").State(item, Today, Noon)
        );
        Assert.False(Item(InfusionStatus.Running, died: true).IsCalledOff);
    }

    [Theory]
    [InlineData("en-GB", 5.9, "ANC 2.1 ×10⁹/L from today: ready")]
    [InlineData("en-GB", 13, "ANC 2.1 ×10⁹/L from yesterday: ready")]
    [InlineData("en-GB", 49, "ANC 2.1 ×10⁹/L, 2 days old: ready")]
    [InlineData("ru", 5.9, "АЧН 2,1 ×10⁹/л от сегодня: можно")]
    public void Readiness_Ready_SaysValueAndDay(string culture, double hours, string text)
    {
        var worded = Words(culture).Readiness(new AncReadiness.Ready(new(2_100_000, TimeSpan.FromHours(hours))), Noon);

        Assert.Equal(new Worded(StateKind.Good, text, ""), worded);
    }

    [Fact]
    public void Readiness_OneMinuteOverTheLimit_DoesNotReadAsTheLimit()
    {
        var worded = Words("en-GB")
            .Readiness(new AncReadiness.Stale(new(499_000, new TimeSpan(72, 1, 0)), TimeSpan.FromHours(72)), Noon);

        Assert.Equal(new Worded(StateKind.Attention, "ANC 73 h old: needed", "0.499 ×10⁹/L; at most 72 h old"), worded);
    }

    [Fact]
    public void Readiness_NineDaysOld_IsNeeded()
    {
        var worded = Words("en-GB")
            .Readiness(new AncReadiness.Stale(new(2_100_000, TimeSpan.FromDays(9.5)), TimeSpan.FromHours(72)), Noon);

        Assert.Equal("ANC 9 days old: needed", worded.Text);
        Assert.Equal("no ANC: needed", Words("en-GB").Readiness(new AncReadiness.Missing(), Noon).Text);
    }

    [Fact]
    public void Readiness_OnlyReady_IsGood()
    {
        var words = Words("en-GB");

        Assert.Equal(StateKind.Unknown, words.Readiness(new AncReadiness.Missing(), Noon).Kind);
        Assert.Equal(
            StateKind.Critical,
            words
                .Readiness(new AncReadiness.OnHold(PartialTime.At(Noon), new(400_000, TimeSpan.FromHours(1))), Noon)
                .Kind
        );
        Assert.Equal(
            StateKind.Attention,
            words.Readiness(new AncReadiness.HoldOverridden(Noon, new(400_000, TimeSpan.FromHours(1))), Noon).Kind
        );
    }

    private static InfusionWords Words(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var services = new ServiceCollection()
            .AddLogging()
            .AddLocalization()
            .AddSingleton(new UnitClock(TimeProvider.System, TimeZoneInfo.Utc))
            .AddSingleton<InfusionWords>();
        return services.BuildServiceProvider().GetRequiredService<InfusionWords>();
    }
}
