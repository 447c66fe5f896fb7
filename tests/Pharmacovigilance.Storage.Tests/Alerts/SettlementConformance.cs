using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.Tests.Alerts;

/// <summary>What must hold whatever is entered, in whatever order.</summary>
public abstract class SettlementConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private const int Patients = 3;

    private enum Deed
    {
        LowCount,
        RecoveredCount,
        SevereReaction,
        ModerateReaction,
        Infection,
    }

    [Fact]
    public void Writes_OfSeveralPatientsInterleaved_EachAlertHoldAndTallyIsItsOwnPatients()
    {
        var deeds = Gen.Elements(Enum.GetValues<Deed>())
            .SelectMany(deed => Gen.Choose(0, Patients - 1).Select(patient => (patient, deed)))
            .ArrayOf(12);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(12).WithQuietOnSuccess(true),
            Prop.ForAll(deeds.ToArbitrary(), plan => InterleaveAsync(plan).GetAwaiter().GetResult())
        );
    }

    [Fact]
    public async Task Writes_SameFactsInAnotherOrder_EndInTheSameAlertsHoldsAndCounts()
    {
        var forwards = await EnterAsync(Regimen.IsaPd, steps => steps);
        var backwards = await EnterAsync(Regimen.IsaKd, steps => [.. steps.Reverse()]);
        var shuffled = await EnterAsync(Regimen.IsaKd, steps => [steps[2], steps[0], steps[4], steps[1], steps[3]]);

        Assert.Equal(forwards, backwards);
        Assert.Equal(forwards, shuffled);
        var counts = (await Unit.Board.ReadAsync()).ToLookup(row => row.Key.Regimen);
        Assert.Equal(
            counts[Regimen.IsaPd]
                .Select(r =>
                    (
                        r.Key.LltCode,
                        r.Key.Basis,
                        r.Key.Band,
                        r.Counts.PatientsWithEvent * 2,
                        r.Counts.PatientsAssessed * 2,
                        r.Counts.NotAssessed * 2
                    )
                ),
            counts[Regimen.IsaKd]
                .Select(r =>
                    (
                        r.Key.LltCode,
                        r.Key.Basis,
                        r.Key.Band,
                        r.Counts.PatientsWithEvent,
                        r.Counts.PatientsAssessed,
                        r.Counts.NotAssessed
                    )
                )
        );
    }

    private async Task<IReadOnlyList<string>> EnterAsync(
        Regimen regimen,
        Func<IReadOnlyList<Func<Task>>, IReadOnlyList<Func<Task>>> order
    )
    {
        var course = await Unit.RegisterAsync(regimen);
        var infusion = await Unit.InfusionAsync(course);
        var start = TestUnit.Start;
        Unit.Pass(TimeSpan.FromHours(12));
        await Unit.StartAsync(infusion, at: start);
        Func<Task>[] steps =
        [
            () => Unit.AncAsync(course, 0.49m, start.AddHours(1)),
            () => Unit.AncAsync(course, 1.2m, start.AddHours(2)),
            () => Unit.AncAsync(course, 0.3m, start.AddHours(3)),
            () =>
                Unit.EventAsync(
                    course,
                    CtcaeTerms.InfusionRelatedReaction,
                    Grade.Grade3,
                    infusion,
                    start.AddMinutes(20)
                ),
            () => Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, null, onsetAt: start.AddHours(5)),
        ];
        foreach (var step in order(steps))
            await step();

        // Whether one that has recovered waits for its release, or was never held, depends on what was known first; what stands does not.
        var open = await Unit.OpenHoldsAsync(course);
        var recovered = open.Where(h => h.Criterion is not null).Select(h => h.AlertId).ToHashSet();
        var standing = (await Unit.Alerts.OfCourseAsync(course))
            .Where(a => AlertFlow.IsDecisionDue(a.Status) && !recovered.Contains(a.AlertId))
            .Select(a => $"alert {a.Rule} {a.Tier} since {a.Since - start}");
        var holds = open.Where(h => h.Criterion is null).Select(h => $"hold {h.Rule} since {h.StartedAt - start}");
        return [.. standing.Concat(holds).Order(StringComparer.Ordinal)];
    }

    private async Task InterleaveAsync((int Patient, Deed Deed)[] plan)
    {
        var courses = new CourseId[Patients];
        for (int i = 0; i < Patients; i++)
        {
            courses[i] = await Unit.RegisterAsync();
            await Unit.StartAsync(await Unit.InfusionAsync(courses[i]));
        }

        foreach (var (patient, deed) in plan)
        {
            Unit.Pass(TimeSpan.FromMinutes(1));
            await DoAsync(courses[patient], deed);
        }

        for (int i = 0; i < Patients; i++)
        {
            var own = plan.Where(p => p.Patient == i).Select(p => p.Deed).ToList();
            await CheckAsync(courses[i], own);
        }

        foreach (
            string table in new[]
            {
                "alert",
                "hold",
                "tally_change",
                "adverse_event",
                "laboratory_result",
                "audit_entry",
            }
        )
            Assert.Equal(
                0,
                Unit.Unit.Read(s =>
                    s.Single<long>(
                        $"select count(*) from {table} t join course c on c.id = t.course_id where t.patient_id <> c.patient_id"
                    )
                )
            );
    }

    private Task DoAsync(CourseId course, Deed deed) =>
        deed switch
        {
            Deed.LowCount => Unit.AncAsync(course, 0.4m),
            Deed.RecoveredCount => Unit.AncAsync(course, 1.4m),
            Deed.SevereReaction => Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade3),
            Deed.ModerateReaction => Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade2),
            _ => Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2),
        };

    private async Task CheckAsync(CourseId course, IReadOnlyList<Deed> own)
    {
        var alerts = await Unit.Alerts.OfCourseAsync(course);
        Assert.All(alerts, a => Assert.Equal(course, a.Course.CourseId));
        // A further reaction to the same infusion is one that came back, and ends it whatever its grade.
        var reactions = own.Where(d => d is Deed.SevereReaction or Deed.ModerateReaction).ToList();
        Assert.Equal(
            reactions.Where((deed, i) => i > 0 || deed == Deed.SevereReaction).Count(),
            alerts.Count(a => a.Rule == RuleId.ReactionStop)
        );
        Assert.Equal(
            reactions is [Deed.ModerateReaction, ..] ? 1 : 0,
            alerts.Count(a => a.Rule == RuleId.ReactionInterrupt)
        );
        var counts = own.Where(d => d is Deed.LowCount or Deed.RecoveredCount).ToList();
        int episodes = counts
            .Where((deed, i) => deed == Deed.LowCount && (i == 0 || counts[i - 1] != Deed.LowCount))
            .Count();
        Assert.Equal(episodes, alerts.Count(a => a.Rule == RuleId.AncHold));
        Assert.Equal(
            counts is [.., Deed.LowCount] ? 1 : 0,
            (await Unit.OpenHoldsAsync(course)).Count(h => h.Rule == RuleId.AncHold && h.Criterion is null)
        );
        string status = own.Contains(Deed.Infection) ? "Event" : "NoEvent";
        Assert.Equal(
            status,
            Unit.Unit.Read(s =>
                s.Single<string>(
                    "select status from course_tally where course_id = @course and llt_code = @llt and band = 'Any'",
                    new { course, llt = CtcaeTerms.UpperRespiratoryInfection }
                )
            )
        );
    }
}

public sealed class SettlementOnSqlite() : SettlementConformance(TestUnit.OnSqlite());

public sealed class SettlementOnPostgres() : SettlementConformance(TestUnit.OnPostgres());
