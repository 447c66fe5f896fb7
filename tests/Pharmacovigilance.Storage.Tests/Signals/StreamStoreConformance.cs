using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

public abstract class StreamStoreConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly StreamKey Uri = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.UpperRespiratoryInfection,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };

    private StreamStore Streams => Unit.Unit.Stores.Streams;

    [Fact]
    public async Task ReadAsync_NoSuchStream_IsNull()
    {
        Assert.Null(await Streams.ReadAsync(Uri with { LltCode = "1" }, 10));
        Assert.Null(await Streams.ReadAsync(Uri with { Band = GradeBand.Grade1 }, 10));
        Assert.Null(await Streams.ReadAsync(Uri with { Basis = EventBasis.Laboratory }, 10));
    }

    [Fact]
    public async Task ReadAsync_PatientsStandInTheOrderOfFirstInfusion_WithTheirFirstEvent()
    {
        await Unit.RegisterAsync();
        var later = await Unit.RegisterAsync();
        var first = await TreatedAsync();
        await Unit.GiveAsync(later, 1);
        Unit.Pass(TimeSpan.FromDays(3));
        await Unit.EventAsync(later, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade3);
        Unit.Pass(TimeSpan.FromDays(2));
        await Unit.EventAsync(later, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2);

        var detail = await ReadAsync(Uri);

        Assert.Equal([first, later], detail.Patients.Select(patient => patient.CourseId));
        Assert.Equal([TallyStatus.NoEvent, TallyStatus.Event], detail.Patients.Select(patient => patient.Status));
        var second = detail.Patients[1];
        Assert.Equal(
            (2, Grade.Grade3, Unit.Now.AddDays(-2)),
            (second.Episodes.Count, second.First!.Grade, second.First.At)
        );
        Assert.Equal(
            ("icaria-b-urti-any-review-isapd", 52),
            (detail.Reference!.Id, detail.Trial!.Value.PatientsWithEvent)
        );
    }

    [Fact]
    public async Task ReadAsync_CountsAreThoseOfTheBoard()
    {
        var course = await TreatedAsync();
        await TreatedAsync(ReactionStatement.NotReported);
        var row = await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2);
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, null, await Unit.InfusionAsync(course));
        await Unit.AncAsync(course, 0.8m);
        await AgreesAsync();

        await Unit.Events.TakeBackAsync(Unit.Nurse, row, "wrong patient");
        await AgreesAsync();
        Assert.Equal(0, (await ReadAsync(Uri)).K);
    }

    [Fact]
    public async Task ReadAsync_EventThatBecameSevere_CountsInItsBandFromThen()
    {
        var course = await TreatedAsync();
        await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2);
        var id = Assert.Single(await Unit.Events.OfCourseAsync(course)).EventId;
        Unit.Pass(TimeSpan.FromDays(4));
        await Unit.Courses.RecordAsync(Unit.Nurse, id, new EventCourseContent(Unit.Now, Grade.Grade3, null));

        Assert.Equal(
            Unit.Now,
            Assert.Single((await ReadAsync(Uri with { Band = GradeBand.GradeAtLeast3 })).Patients).First!.At
        );
        Assert.Equal(Unit.Now.AddDays(-4), Assert.Single((await ReadAsync(Uri)).Patients).First!.At);
    }

    [Fact]
    public async Task ReadAsync_CourseEndedAndTakenUpAgain_IsOpenAgain()
    {
        var course = await TreatedAsync();
        await Unit.CourseEnds.EndAsync(
            Unit.Nurse,
            course,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.ProgressiveDisease)
        );
        Unit.Pass(TimeSpan.FromDays(31));
        var ended = Assert.Single((await ReadAsync(Uri)).Patients);
        Assert.Equal(
            (CourseEndReason.ProgressiveDisease, WindowState.TreatmentEnded),
            (ended.End!.Reason, ended.Window)
        );

        await Unit.CourseEnds.ReopenAsync(Unit.Nurse, course, Unit.Unit.Clock.Today, "stable again");
        var again = Assert.Single((await ReadAsync(Uri)).Patients);
        Assert.Equal((null, WindowState.Open), (again.End, again.Window));
    }

    [Fact]
    public async Task ReadAsync_ReactionRecordedWithAnInfusion_KnowsItsPlace()
    {
        var course = await TreatedAsync();
        await Unit.EventAsync(
            course,
            CtcaeTerms.InfusionRelatedReaction,
            Grade.Grade2,
            await Unit.InfusionAsync(course)
        );
        var detail = await ReadAsync(Uri with { LltCode = CtcaeTerms.InfusionRelatedReaction });

        Assert.Equal(1, Assert.Single(detail.Patients).First!.InfusionOrdinal);
        Assert.True(detail.IsInfusionReaction);
    }

    [Fact]
    public async Task ReadAsync_TermWhoseCriteriaDiffer_IsNotCompared()
    {
        await TreatedAsync();
        var detail = await ReadAsync(Uri with { LltCode = CtcaeTerms.Diarrhea, Band = GradeBand.GradeAtLeast3 });

        Assert.NotNull(detail.Reference);
        Assert.Null(detail.Trial);
    }

    private async Task AgreesAsync()
    {
        foreach (
            var (llt, basis) in new[]
            {
                (CtcaeTerms.UpperRespiratoryInfection, EventBasis.AdverseEvent),
                (CtcaeTerms.InfusionRelatedReaction, EventBasis.AdverseEvent),
                (CtcaeTerms.NeutrophilCountDecreased, EventBasis.Laboratory),
                (CtcaeTerms.NeutrophilCountDecreased, EventBasis.AdverseEvent),
            }
        )
        {
            foreach (var band in CourseTally.Bands)
            {
                var counts = await Unit.CountsAsync(Regimen.IsaPd, llt, band, basis);
                var detail = await ReadAsync(
                    new StreamKey
                    {
                        Regimen = Regimen.IsaPd,
                        LltCode = llt,
                        Basis = basis,
                        Band = band,
                    }
                );
                Assert.Equal(
                    (counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotAssessed, counts.NotComparable),
                    (
                        detail.K,
                        detail.M,
                        detail.Patients.Count(one => one.Status is TallyStatus.NotAssessed),
                        detail.Patients.Count(one => one.Status is TallyStatus.NotComparable)
                    )
                );
            }
        }
    }

    private async Task<StreamDetail> ReadAsync(StreamKey key) => (await Streams.ReadAsync(key, 10))!;

    private async Task<CourseId> TreatedAsync(ReactionStatement reaction = ReactionStatement.NoReactionObserved)
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1, reaction);
        return course;
    }
}

public sealed class StreamStoreOnSqlite() : StreamStoreConformance(TestUnit.OnSqlite());

public sealed class StreamStoreOnPostgres() : StreamStoreConformance(TestUnit.OnPostgres());
