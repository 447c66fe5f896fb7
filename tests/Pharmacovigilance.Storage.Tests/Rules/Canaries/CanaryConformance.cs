using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules.Canaries;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Rules.Canaries;

/// <summary>Every rule is tried through the product's own write path, and nothing of the trial remains.</summary>
public abstract class CanaryConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly Knowledge Shipped = ClinicalUnit.Knowledge;

    [Theory]
    [InlineData("eu-2023")]
    [InlineData("eu-2025")]
    [InlineData("us-2020")]
    [InlineData("us-2024")]
    public async Task RunAsync_ShippedSet_EveryActiveRuleFiresAndTheUnverifiedAreOff(string set)
    {
        var rules = Shipped.RuleSets.Find(set)!;
        var runs = await (await StoreAsync(Shipped.Under(rules))).RunAsync(Actor.Product);

        Assert.Equal(rules.Rules.Keys.Order(), runs.Select(run => run.Rule));
        Assert.All(runs, run =>
            Assert.Equal(
                rules.Active(run.Rule) is null
                    ? (CanaryOutcome.SwitchedOff, CanaryReason.LabelUnverified, null)
                    : (
                        CanaryOutcome.Fired,
                        rules.Of(run.Rule).Tier == AlertTier.Passive
                            ? CanaryReason.ShownInContext
                            : CanaryReason.Called,
                        (string?)null
                    ),
                (run.Outcome, run.Reason, run.Detail)
            )
        );
        Assert.All(runs, run => Assert.Equal((rules.Stamp, "2026-03-02 07:00"), (run.Stamp, run.Turn)));
    }

    [Theory]
    [InlineData(CtcaeVersion.V403)]
    [InlineData(CtcaeVersion.V60)]
    public async Task RunAsync_OtherCtcaeVersionInForce_EveryActiveRuleFires(CtcaeVersion version)
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await Unit.Adoptions.AdoptAsync(officer, await Unit.Adoptions.PreviewAsync(version), "other version");

        var runs = await (await StoreAsync(Shipped.Under(Shipped.RuleSets.Find("eu-2025")!))).RunAsync(officer);

        Assert.All(runs.Where(run => run.Rule != RuleId.PomalidomideNeutrophils), run =>
            Assert.Equal((CanaryOutcome.Fired, (string?)null), (run.Outcome, run.Detail))
        );
    }

    [Fact]
    public async Task RunAsync_Anything_LeavesNothingBehind()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        await Unit.GiveAsync(await Unit.RegisterAsync(Regimen.IsaKd), 1);
        var tables = Tables().Except(["canary_run", "canary_state"], StringComparer.Ordinal).ToList();
        var before = tables.ToDictionary(table => table, Unit.Count, StringComparer.Ordinal);
        string board = BoardText.Fingerprint(await Unit.Board.ReadAsync());
        var writer = await WriterBoardAsync();

        var runs = await (await StoreAsync()).RunAsync(Actor.Product);

        Assert.Contains("patient", tables);
        Assert.Contains(runs, run => run.Outcome == CanaryOutcome.Fired);
        Assert.Equal(before, tables.ToDictionary(table => table, Unit.Count, StringComparer.Ordinal));
        Assert.Equal(board, BoardText.Fingerprint(await Unit.Board.ReadAsync()));
        Assert.Same(writer, await WriterBoardAsync());
    }

    [Fact]
    public async Task RunAsync_ByAPerson_IsOnTheAuditTrailAndByTheProductIsNot()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await (await StoreAsync()).RunAsync(Actor.Product);
        Assert.Empty(Unit.Audit.Page(new AuditFilter(ActionPrefix: "canary")));
        await (await StoreAsync()).RunAsync(officer);
        Assert.Equal("officer", Assert.Single(Unit.Audit.Page(new AuditFilter(ActionPrefix: "canary"))).ActorName);
    }

    [Fact]
    public async Task RunAsync_BetweenTwoEntries_TheUnitsAlertsAndNumbersGoOnAsIfNothingHadBeen()
    {
        await Unit.AncAsync(await Unit.RegisterAsync(), 0.4m);
        long call = Assert.Single(await Unit.CallsAsync()).Seq;
        await (await StoreAsync()).RunAsync(Actor.Product);
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.3m);

        Assert.Equal("C-0002", (await Unit.Patients.FindAsync(course))!.Code);
        var calls = await Unit.CallsAsync();
        Assert.Equal(2, calls.Count);
        Assert.True(calls[1].Seq > call);
        Assert.Equal((await Unit.AlertAsync(course, RuleId.AncHold)).AlertId, calls[1].AlertId);
    }

    [Fact]
    public async Task RunAsync_LimitMoved_IsSilentAndRed()
    {
        var rules = Shipped.Rules;
        var broken = Shipped with
        {
            Rules = rules with { Limits = rules.Limits with { HoldBelowMicroGigaPerLitre = 300_000 } },
        };
        var store = await StoreAsync(broken);
        var run = (await store.RunAsync(Actor.Product)).Single(one => one.Rule == RuleId.AncHold);

        Assert.Equal((CanaryOutcome.Silent, CanaryReason.NoAlert), (run.Outcome, run.Reason));
        Assert.Equal(
            RuleVitality.Silent,
            (await store.HealthAsync()).Single(rule => rule.Rule == RuleId.AncHold).State
        );
    }

    [Fact]
    public async Task RunAsync_RuleWithoutACanary_IsRed()
    {
        var store = await StoreAsync(
            courses: CanaryCourses.All.Where(pair => pair.Key != RuleId.AncStale).ToDictionary()
        );
        var run = (await store.RunAsync(Actor.Product)).Single(one => one.Rule == RuleId.AncStale);

        Assert.Equal((CanaryOutcome.Failed, CanaryReason.NoCanary), (run.Outcome, run.Reason));
        Assert.Equal(
            RuleVitality.NotTried,
            (await store.HealthAsync()).Single(rule => rule.Rule == RuleId.AncStale).State
        );
    }

    [Fact]
    public async Task RunAsync_CanaryThatIsRefused_FailsAloneAndSaysWhy()
    {
        var courses = CanaryCourses.All.ToDictionary();
        courses[RuleId.AncHold] = _ => new CanaryCourse(
            RuleId.AncHold,
            Regimen.IsaPd,
            0,
            [new CanaryEntry.Count(-TimeSpan.FromHours(1), LabTest.NeutrophilCount, 0.4m)]
        );
        var runs = await (await StoreAsync(courses: courses)).RunAsync(Actor.Product);

        var failed = Assert.Single(runs, run => run.Outcome == CanaryOutcome.Failed);
        Assert.Equal((RuleId.AncHold, CanaryReason.Error), (failed.Rule, failed.Reason));
        Assert.Contains("time.in-future", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthAsync_ProofGrowsOld_TurnsRedAndIsGreenAgainAfterTheNextRun()
    {
        var store = await StoreAsync();
        Assert.Equal(RuleVitality.NeverProved, (await store.HealthAsync())[0].State);
        await store.RunAsync(Actor.Product);
        Assert.DoesNotContain(await store.HealthAsync(), rule => rule.IsRed);
        Unit.Pass(AlertingPolicy.Shipped.ShiftAt(Unit.Now, Unit.Unit.Clock).Until + RuleHealth.Grace - Unit.Now);
        Assert.DoesNotContain(await store.HealthAsync(), rule => rule.IsRed);
        Unit.Pass(TimeSpan.FromMilliseconds(1));
        Assert.All((await store.HealthAsync()).Where(rule => rule.State != RuleVitality.SwitchedOff), rule =>
            Assert.Equal(RuleVitality.NotProvedSince, rule.State)
        );
        await store.RunAsync(Actor.Product);
        Assert.DoesNotContain(await store.HealthAsync(), rule => rule.IsRed);
    }

    /// <summary>Another signed policy with other shifts asks for other trials, without a restart.</summary>
    [Fact]
    public async Task OccasionAsync_ShiftsOfTheSignedPolicy_AskForATrialEach()
    {
        var store = await StoreAsync();
        var occasions = new List<string>();
        async Task PassADayAsync()
        {
            for (int hour = 0; hour < 24; hour++)
            {
                occasions.Add(await store.OccasionAsync());
                Unit.Pass(TimeSpan.FromHours(1));
            }
        }

        await PassADayAsync();
        Assert.InRange(occasions.Distinct().Count(), 2, 3);
        occasions.Clear();
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        var six = AlertingPolicy.Shipped with
        {
            PhoneList = [new PhoneLine("Ward 4", "+49 30 1234")],
            Shifts =
            [
                .. new[] { 0, 6, 12, 18 }.Select(hour =>
                    AlertingPolicy.Shipped.Shifts[0] with
                    {
                        Name = $"From {hour}",
                        Begins = new TimeOnly(hour, 0),
                    }
                ),
            ],
        };
        await Unit.Unit.Stores.AlertingPolicies.SignAsync(officer, six, "four shifts");
        await PassADayAsync();
        Assert.InRange(occasions.Distinct().Count(), 4, 5);
    }

    [Fact]
    public async Task RunAsync_NurseOrPhysician_IsNotAllowed()
    {
        await Assert.ThrowsAsync<NotAllowedException>(async () => await (await StoreAsync()).RunAsync(Unit.Nurse));
        await Assert.ThrowsAsync<NotAllowedException>(async () => await (await StoreAsync()).RunAsync(Unit.Physician));
        Assert.Equal(0, Unit.Count("canary_run"));
    }

    private async Task<CanaryStore> StoreAsync(
        Knowledge? knowledge = null,
        IReadOnlyDictionary<RuleId, Func<Knowledge, CanaryCourse>>? courses = null
    )
    {
        if (knowledge is not null)
            await Unit.Unit.ReopenAsync(knowledge);
        var stores = Unit.Unit.Stores;
        return new CanaryStore(
            Unit.Unit.Database,
            Unit.Unit.Queue,
            stores.Patients,
            stores.Infusions,
            stores.Observations,
            stores.Events,
            courses
        );
    }

    private Task<object> WriterBoardAsync() =>
        Unit.Unit.Queue.RunAsync<object>(new WriteRequest(Actor.Product, "test"), scope => scope.Board.At(scope));

    private IReadOnlyList<string> Tables() =>
        Unit.Unit.Read(scope =>
            scope.Query<string>(
                Unit.Unit.Database is SqliteDatabase
                    ? "select name from pragma_table_list where type = 'table' and schema = 'main' and name not like 'sqlite_%'"
                    : "select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'"
            )
        );
}

public sealed class CanariesOnSqlite() : CanaryConformance(TestUnit.OnSqlite());

public sealed class CanariesOnPostgres() : CanaryConformance(TestUnit.OnPostgres());
