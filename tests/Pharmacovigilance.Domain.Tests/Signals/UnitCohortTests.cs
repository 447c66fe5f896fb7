using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class UnitCohortTests
{
    private static readonly StreamKey Stream = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.UpperRespiratoryInfection,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void With_AnyOrderOfRecording_GivesTheOrderOfFirstInfusions()
    {
        CohortEntry[] entries = [Entry(1, 5), Entry(2, 1), Entry(3, 3), Entry(4, 1, TallyStatus.Event)];
        var forwards = UnitCohort.Empty.With(entries);
        var oneByOne = entries.Reverse().Aggregate(UnitCohort.Empty, (cohort, entry) => cohort.With([entry]));

        Assert.Equal([2, 4, 3, 1], forwards.Patients(Stream).Select(patient => Number(patient.Place.PatientId)));
        Assert.Equal(forwards.Patients(Stream), oneByOne.Patients(Stream));
        Assert.Equal(forwards.Order, oneByOne.Order);
    }

    [Fact]
    public void With_LaterEntryOfTheSameCourse_ReplacesAndLeavesTheOrderObjectAlone()
    {
        var before = UnitCohort.Empty.With([Entry(1, 1), Entry(2, 2)]);
        var after = before.With([Entry(1, 1, TallyStatus.Event)]);

        Assert.Same(before.Order, after.Order);
        Assert.Equal(
            [TallyStatus.Event, TallyStatus.NoEvent],
            after.Patients(Stream).Select(patient => patient.Status)
        );
        Assert.Equal(
            [TallyStatus.NoEvent, TallyStatus.NoEvent],
            before.Patients(Stream).Select(patient => patient.Status)
        );
    }

    [Fact]
    public void With_CourseNoLongerTreated_LeavesStreamAndOrder()
    {
        var cohort = UnitCohort.Empty.With([Entry(1, 1), Entry(2, 2)]).With([Entry(1, 1) with { Status = null }]);
        Assert.Equal([2], cohort.Patients(Stream).Select(patient => Number(patient.Place.PatientId)));
        Assert.Equal([2], cohort.Order.Select(place => Number(place.PatientId)));
        Assert.Empty(cohort.Of(Course(1)));
    }

    [Fact]
    public void With_FirstInfusionCorrected_MovesThePatient()
    {
        var cohort = UnitCohort.Empty.With([Entry(1, 1), Entry(2, 2)]).With([Entry(1, 3)]);
        Assert.Equal([2, 1], cohort.Order.Select(place => Number(place.PatientId)));
    }

    [Theory]
    [InlineData(TallyStatus.NoEvent, TallyStatus.Event, TallyStatus.Event)]
    [InlineData(TallyStatus.NotComparable, TallyStatus.Event, TallyStatus.Event)]
    [InlineData(TallyStatus.NotAssessed, TallyStatus.NoEvent, TallyStatus.NoEvent)]
    [InlineData(TallyStatus.NotComparable, TallyStatus.NoEvent, TallyStatus.NotComparable)]
    public void Patients_TwoCoursesOfOne_CountOnceFromTheFirst(
        TallyStatus first,
        TallyStatus second,
        TallyStatus expected
    )
    {
        var cohort = UnitCohort.Empty.With([Entry(1, 1, first), Entry(1, 90, second) with { CourseId = Course(7) }]);
        var patient = Assert.Single(cohort.Patients(Stream));
        Assert.Equal((expected, Start.AddDays(1)), (patient.Status, patient.Place.FirstInfusionAt));
        Assert.Single(cohort.Order);
    }

    [Theory]
    [InlineData("IsaPd-10046306-AdverseEvent-Any", true)]
    [InlineData("IsaPd-10046306-AdverseEvent-1", false)]
    [InlineData("1-10046306-AdverseEvent-Any", false)]
    [InlineData("IsaPd-x-AdverseEvent-Any", false)]
    [InlineData("IsaPd-10046306-AdverseEvent", false)]
    [InlineData(null, false)]
    public void StreamKey_Text_IsReadOnlyAsItIsWritten(string? text, bool reads)
    {
        Assert.Equal(reads, StreamKey.TryParse(text, out var key));
        if (reads)
            Assert.Equal(text, key!.ToString());
    }

    private static CohortEntry Entry(int patient, int day, TallyStatus status = TallyStatus.NoEvent) =>
        new()
        {
            CourseId = Course(patient),
            PatientId = new PatientId(Id(patient)),
            Stream = Stream,
            FirstInfusionAt = Start.AddDays(day),
            Status = status,
        };

    private static CourseId Course(int number) => new(Id(1000 + number));

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static int Number(PatientId id) => BitConverter.ToInt32(id.Value.ToByteArray(), 0);
}
