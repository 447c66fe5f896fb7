using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>Whom the unit treats, as they were at their first infusion.</summary>
public abstract class CaseMixConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly CourseBaseline Known = new(
        null,
        new PriorTreatment { Lines = 3 },
        EcogStatus.Ecog2,
        new RenalFunction(48_500, new DateOnly(2026, 2, 20))
    );

    private CaseMixStore Store => Unit.Unit.Stores.CaseMixes;

    [Fact]
    public async Task Read_NobodyTreated_IsNothing()
    {
        await Unit.RegisterAsync();
        Assert.Empty(await Store.ReadAsync());
    }

    [Fact]
    public async Task Read_FirstInfusion_TakesWhatIsKnownThen()
    {
        await StartAsync(await RegisterAsync(Known, born: new DateOnly(1951, 3, 2)));
        await StartAsync(
            await RegisterAsync(
                Known with
                {
                    Ecog = EcogStatus.NotKnown,
                    Renal = RenalFunction.NotKnown,
                    Prior = PriorTreatment.Unknown,
                },
                born: new DateOnly(1951, 3, 3)
            )
        );
        await StartAsync(await RegisterAsync(null, born: null));

        var mix = Assert.Single(await Store.ReadAsync());

        Assert.Equal((Regimen.IsaPd, InfusionRoute.Intravenous, 3), (mix.Regimen, mix.Route, mix.Patients));
        // The day of the first infusion is the 75th birthday of the one and the day before that of the other.
        Assert.Equal(new CaseMixCount(1, 2, 1), mix.Age75);
        Assert.Equal((new CaseMixCount(1, 1, 2), new CaseMixCount(1, 1, 2)), (mix.EgfrBelow60, mix.Ecog2));
        Assert.Equal((new PriorLinesSpread(3, 3, 3), 0, 0), (mix.Lines, mix.OutsideLines, mix.OutsideEcog));
    }

    [Fact]
    public async Task Read_EgfrFromAfterTheFirstInfusion_IsNoBaseline()
    {
        var course = await RegisterAsync(Known);
        await StartAsync(course);
        Unit.Pass(TimeSpan.FromDays(3));
        await Unit.Patients.RecordBaselineAsync(
            Unit.Nurse,
            course,
            Known with
            {
                Renal = new RenalFunction(40_000, new DateOnly(2026, 3, 4)),
            },
            1,
            "a later value"
        );

        Assert.Equal(new CaseMixCount(0, 0, 1), Assert.Single(await Store.ReadAsync()).EgfrBelow60);

        await Unit.Patients.RecordBaselineAsync(
            Unit.Nurse,
            course,
            Known with
            {
                Renal = new RenalFunction(40_000, new DateOnly(2026, 3, 2)),
            },
            2,
            "that of the day itself"
        );
        Assert.Equal(new CaseMixCount(1, 1, 0), Assert.Single(await Store.ReadAsync()).EgfrBelow60);
    }

    [Fact]
    public async Task RecordBaseline_NotKnownAndNotEntered_AreKeptApartAndEachRevisionStays()
    {
        var course = await RegisterAsync(null);
        Assert.Equal(RecordedBaseline.Nothing, (await Unit.Patients.StandingAsync(course))!.Baseline);

        foreach (
            var (baseline, revision) in new[]
            {
                (Known, 1),
                (Known with { Ecog = null, Renal = null }, 2),
                (Known with { Ecog = EcogStatus.NotKnown, Renal = RenalFunction.NotKnown }, 3),
            }
        )
        {
            await Unit.Patients.RecordBaselineAsync(Unit.Nurse, course, baseline, revision - 1, "why");
            Assert.Equal(
                new RecordedBaseline(baseline, revision),
                (await Unit.Patients.StandingAsync(course))!.Baseline
            );
        }

        Assert.Equal(3, Unit.Count("course_baseline"));
        Assert.Equal(
            "course.egfr-range",
            await RefusedAsync(() =>
                Unit.Patients.RecordBaselineAsync(
                    Unit.Nurse,
                    course,
                    Known with
                    {
                        Renal = new RenalFunction(1, null),
                    },
                    3,
                    "why"
                )
            )
        );
        Assert.Equal(
            "course.egfr-date-implausible",
            await RefusedAsync(() =>
                Unit.Patients.RecordBaselineAsync(
                    Unit.Nurse,
                    course,
                    Known with
                    {
                        Renal = new RenalFunction(50_000, new DateOnly(2026, 3, 3)),
                    },
                    3,
                    "why"
                )
            )
        );
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(60, true)]
    [InlineData(14, false)]
    [InlineData(61, false)]
    public async Task Read_PremedicationBeforeTheStart_IsInTimeWithinItsWindow(int minutes, bool inTime)
    {
        var course = await RegisterAsync(Known);
        await PremedicateAsync(course, Plan);
        await StartAsync(course, minutes);

        Assert.Equal(
            new CaseMixCount(inTime ? 1 : 0, 1, 0),
            Assert.Single(await Store.ReadAsync()).PremedicationInTime
        );
    }

    [Fact]
    public async Task Read_OneDrugMissing_IsNotInTime()
    {
        var course = await RegisterAsync(Known);
        await PremedicateAsync(course, [.. Plan.Skip(1)]);
        await StartAsync(course, 30);

        Assert.Equal(new CaseMixCount(0, 1, 0), Assert.Single(await Store.ReadAsync()).PremedicationInTime);
    }

    [Fact]
    public async Task Read_AnotherRecordThatDoesNotSay_IsNotKnown()
    {
        var infusion = await Unit.InfusionAsync(await RegisterAsync(Known));
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new InfusionStepEntry(
                infusion,
                InfusionStepKind.Started,
                Unit.Now,
                25_000,
                70_000,
                "Sarclisa",
                "B-1",
                TakenOver: true
            )
        );

        Assert.Equal(new CaseMixCount(0, 0, 1), Assert.Single(await Store.ReadAsync()).PremedicationInTime);
    }

    [Fact]
    public async Task Read_LaterInfusionsAndASecondCourse_ChangeNothing()
    {
        var course = await RegisterAsync(Known);
        await Unit.GiveAsync(course, 1);
        var before = await Store.ReadAsync();
        await Unit.GiveAsync(course, 2);
        Unit.Pass(TimeSpan.FromDays(20));
        await Unit.CourseEnds.EndAsync(
            Unit.Nurse,
            course,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.ProgressiveDisease)
        );
        var again = await Unit.Patients.BeginCourseAsync(
            Unit.Nurse,
            course,
            new NextCourse(
                Regimen.IsaPd,
                Unit.Unit.Clock.Today,
                Unit.Physician.UserId!.Value,
                Known with
                {
                    Prior = new PriorTreatment { Lines = 9 },
                }
            )
        );
        await Unit.GiveAsync(again, 1);

        Assert.Equal(before, await Store.ReadAsync());
    }

    [Fact]
    public async Task Snapshot_CaseMix_IsReadAgainOnlyWhenItMayDiffer()
    {
        var reader = Unit.Unit.Stores.Snapshots;
        var course = await RegisterAsync(Known);
        var empty = await reader.ReadAsync(null, Rooms.None);
        await StartAsync(course);
        var treated = await reader.ReadAsync(empty, Rooms.Signals | Rooms.Infusions);
        await Unit.EventAsync(course, Domain.AdverseEvents.CtcaeTerms.Diarrhea, Domain.AdverseEvents.Grade.Grade2);
        var afterEvent = await reader.ReadAsync(treated, Rooms.Signals | Rooms.AdverseEvents);
        await Unit.Patients.RecordBaselineAsync(
            Unit.Nurse,
            course,
            Known with
            {
                Ecog = EcogStatus.Ecog0,
            },
            1,
            "misread"
        );
        var corrected = await reader.ReadAsync(afterEvent, Rooms.Patients);

        Assert.Empty(empty.CaseMix.Mixes);
        Assert.Equal(1, treated.CaseMix.Of(Regimen.IsaPd, InfusionRoute.Intravenous)!.Ecog2.Having);
        Assert.Same(treated.CaseMix, afterEvent.CaseMix);
        Assert.NotSame(treated.Board, afterEvent.Board);
        Assert.Equal(0, corrected.CaseMix.Of(Regimen.IsaPd, InfusionRoute.Intravenous)!.Ecog2.Having);
    }

    [Fact]
    public async Task CorrectPremedication_AfterTheStart_TellsThePatientsRoom()
    {
        var course = await RegisterAsync(Known);
        var step = await PremedicateAsync(course, Plan);
        await StartAsync(course, 30);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Unit.Unit.Feed.Subscribe("test", change =>
        {
            if (change.Rooms.HasFlag(Rooms.Patients))
                told.TrySetResult();
        });
        var infusion = await Unit.InfusionAsync(course);

        await Unit.Infusions.CorrectAsync(
            Unit.Nurse,
            step,
            Entry(infusion, Plan, Unit.Now.AddMinutes(-120)),
            "earlier than written"
        );

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(new CaseMixCount(0, 1, 0), Assert.Single(await Store.ReadAsync()).PremedicationInTime);
    }

    private static IReadOnlyList<string> Plan =>
        [.. ClinicalUnit.Knowledge.PremedicationOf(Regimen.IsaPd).Drugs.Select(drug => drug.Code)];

    private Task<CourseId> RegisterAsync(CourseBaseline? baseline, DateOnly? born = null) =>
        Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient() with { BirthDate = born, Baseline = baseline });

    private async Task<InfusionStepId> PremedicateAsync(CourseId course, IReadOnlyList<string> drugs)
    {
        var outcome = await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            Entry(await Unit.InfusionAsync(course), drugs, Unit.Now)
        );
        return outcome.StepId!.Value;
    }

    private InfusionStepEntry Entry(InfusionId infusion, IReadOnlyList<string> drugs, DateTimeOffset at) =>
        new(
            infusion,
            InfusionStepKind.Premedicated,
            at,
            Premedication: [.. drugs.Select(drug => new PremedicationEntry(drug, null, null, at))]
        );

    private async Task StartAsync(CourseId course, int after = 0)
    {
        Unit.Pass(TimeSpan.FromMinutes(after));
        var infusion = await Unit.InfusionAsync(course);
        var entry = new InfusionStepEntry(
            infusion,
            InfusionStepKind.Started,
            Unit.Now,
            25_000,
            70_000,
            "Sarclisa",
            "B-1"
        );
        try
        {
            await Unit.Infusions.RecordAsync(Unit.Nurse, entry);
        }
        catch (RefusedException asked)
        {
            await Unit.Infusions.RecordAsync(
                Unit.Nurse,
                entry with
                {
                    Confirmation = new StepConfirmation(
                        [.. asked.Refusals.Select(StepQuestions.KeyOf)],
                        "checked at the bedside"
                    ),
                }
            );
        }
    }
}

public sealed class CaseMixOnSqlite() : CaseMixConformance(TestUnit.OnSqlite());

public sealed class CaseMixOnPostgres() : CaseMixConformance(TestUnit.OnPostgres());
