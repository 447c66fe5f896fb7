using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Web.Calls.Notification;
using Pharmacovigilance.Web.Calls.OnCall;

namespace Pharmacovigilance.Web.Tests.Calls.OnCall;

/// <summary>What people read about who is called, and who was not.</summary>
public sealed class OnCallPageTests(OnCallWebUnit unit) : IClassFixture<OnCallWebUnit>
{
    [Theory]
    [InlineData(
        "en-GB",
        "Senior on call: nobody from",
        "skipped: nobody is on duty",
        "Shipped proposal, not confirmed"
    )]
    [InlineData("ru", "Старший дежурный: никого с", "пропуск: никто не дежурит", "Предложение поставки")]
    public async Task Pages_NobodySenior_SayItInWords(string culture, string gap, string preview, string shipped)
    {
        await using var fresh = new OnCallWebUnit();
        await fresh.InitializeAsync();
        Assert.Contains(
            gap,
            await fresh.HtmlAsync<OnCallPage>(fresh.Nurse, Role.Nurse, [], gap, culture),
            StringComparison.Ordinal
        );
        string html = await fresh.HtmlAsync<AlertingPage>(fresh.Officer, Role.SafetyOfficer, [], culture: culture);
        Assert.Contains(preview, html, StringComparison.Ordinal);
        Assert.Contains(shipped, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calendar_OwnDuty_CanBeHandedOver_AndANurseOnlyReads()
    {
        await unit.Get<OnCallStore>()
            .AddAsync(
                unit.Administrator,
                OnCallRole.Senior,
                unit.Deputy.UserId!.Value,
                unit.Now,
                unit.Now.AddHours(3),
                "from the ward"
            );
        string own = await unit.HtmlAsync<OnCallPage>(unit.Deputy, Role.Physician, [], "from the ward");
        string nurses = await unit.HtmlAsync<OnCallPage>(unit.Nurse, Role.Nurse, [], "from the ward");

        Assert.Contains("id=\"hand-over\"", own, StringComparison.Ordinal);
        Assert.Contains("id=\"add-duty\"", own, StringComparison.Ordinal);
        Assert.Contains("on duty now", nurses, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"hand-over\"", nurses, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"add-duty\"", nurses, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Banner_ChainExhausted_PrintsCodeAndNumbersAndNoName()
    {
        await using var alone = new OnCallWebUnit();
        await alone.InitializeAsync();
        await alone
            .Get<AlertingPolicyStore>()
            .SignAsync(
                alone.Officer,
                AlertingPolicy.Shipped with
                {
                    PhoneList = [new PhoneLine("Ward 4", "030 1234")],
                },
                "numbers"
            );
        Assert.DoesNotContain(
            "phone-list",
            await alone.HtmlAsync<PhoneListBanner>(alone.Nurse, Role.Nurse, []),
            StringComparison.Ordinal
        );
        var (course, alert) = await alone.HoldAsync(before: () =>
            alone.Get<AccountStore>().DisableAsync(alone.Administrator, alone.Physician.UserId!.Value, "left")
        );
        string code = (await alone.Get<AlertStore>().OfCourseAsync(course))[0].Course.Code;

        string html = await alone.HtmlAsync<PhoneListBanner>(alone.Nurse, Role.Nurse, [], code);
        Assert.Contains(code, html, StringComparison.Ordinal);
        Assert.Contains("030 1234", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Falkenried", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Ida", html, StringComparison.Ordinal);
        await alone.Get<AlertStore>().AcknowledgeAsync(alone.Deputy, alert);
        for (int turn = 0; turn < 3000 && html.Contains(code, StringComparison.Ordinal); turn++)
            html = await alone.HtmlAsync<PhoneListBanner>(alone.Nurse, Role.Nurse, []);
        Assert.DoesNotContain(code, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "en-GB",
        "Always sent: the first alert of its kind in this course.",
        "only physicians whose accounts may be used",
        "step 1: Attending physician"
    )]
    [InlineData(
        "ru",
        "первое оповещение такого рода",
        "только врачи с действующей учётной записью",
        "шаг 1: Лечащий врач"
    )]
    public async Task Trail_AnAlert_SaysWhyEachWasCalledAndWhyNot(
        string culture,
        string why,
        string whyNot,
        string step
    )
    {
        var (_, alert) = await unit.HoldAsync();
        string html = await unit.HtmlAsync<CallTrailPage>(
            unit.Nurse,
            Role.Nurse,
            new(StringComparer.Ordinal) { ["Id"] = alert.ToString() },
            why,
            culture
        );

        Assert.All([why, whyNot, step, "physician"], words => Assert.Contains(words, html, StringComparison.Ordinal));
        Assert.DoesNotContain("Falkenried", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0198a000-0000-7000-8000-000000000001")]
    [InlineData("nonsense")]
    public async Task Trail_UnknownAlert_SaysSo(string id) =>
        Assert.Contains(
            "There is no alert at this address",
            await unit.HtmlAsync<CallTrailPage>(unit.Nurse, Role.Nurse, new(StringComparer.Ordinal) { ["Id"] = id }),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Silences_InForceAndOver_NameAuthorReasonAndTimeLeft()
    {
        var store = unit.Get<SilenceStore>();
        var over = await store.SilenceAsync(
            unit.Officer,
            RuleId.PressureHold,
            null,
            unit.Now.AddDays(1),
            "cuff was broken"
        );
        await store.EndSilenceAsync(unit.Officer, over, "new cuff");
        await store.SilenceAsync(unit.Officer, RuleId.AncStale, null, unit.Now.AddHours(5), "laboratory moves");
        await store.MaintainAsync(unit.Administrator, unit.Now.AddHours(2), "interface is tested");
        string html = await unit.HtmlAsync<SilencesPage>(unit.Physician, Role.Physician, [], "interface is tested");

        Assert.All(
            [
                "laboratory moves",
                "by officer since",
                "in every course",
                "4 h 59 min left",
                "interface is tested",
                "by administrator since",
                "ended early by officer: new cuff",
            ],
            words => Assert.Contains(words, html, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("id=\"maintain\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"all\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contacts_UnknownAndOwn_AreToldApart()
    {
        await unit.Get<ContactStore>()
            .SaveAsync(unit.Deputy, unit.Deputy.UserId!.Value, new Contact("deputy@unit.example", null));
        string html = await unit.HtmlAsync<ContactsPage>(unit.Deputy, Role.Physician, []);

        Assert.Contains("deputy@unit.example", html, StringComparison.Ordinal);
        Assert.Contains("not known", html, StringComparison.Ordinal);
        Assert.Contains("Change the contact of deputy", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Change the contact of nurse", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digest_Today_CountsWhatWasRaised()
    {
        await unit.HoldAsync();
        string day = unit.Get<UnitClock>()
            .Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string html = await unit.HtmlAsync<DigestPage>(
            unit.Officer,
            Role.SafetyOfficer,
            new(StringComparer.Ordinal) { ["Day"] = day }
        );

        Assert.Contains("Raised: ", html, StringComparison.Ordinal);
        Assert.Contains("Expired without a decision: 0", html, StringComparison.Ordinal);
        Assert.Contains(
            "no such day",
            await unit.HtmlAsync<DigestPage>(
                unit.Officer,
                Role.SafetyOfficer,
                new(StringComparer.Ordinal) { ["Day"] = "nonsense" }
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Timer_NextDue_WaitsExactlyThatLongAndAtMostHalfAMinute()
    {
        using var timer = Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<EscalationTimer>(
            unit.Get<IServiceProvider>()
        );

        Assert.Equal(TimeSpan.FromSeconds(30), timer.Patience(null));
        Assert.Equal(TimeSpan.FromSeconds(30), timer.Patience(unit.Now.AddMinutes(5)));
        Assert.Equal(TimeSpan.Zero, timer.Patience(unit.Now.AddSeconds(-5)));
        Assert.InRange(timer.Patience(unit.Now.AddSeconds(10)), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10));
    }
}
