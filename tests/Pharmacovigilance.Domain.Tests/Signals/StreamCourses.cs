using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>Invented courses for the streams, in a unit whose wall shows UTC.</summary>
internal static class StreamCourses
{
    public const string Uri = CtcaeTerms.UpperRespiratoryInfection;
    public const string Irr = CtcaeTerms.InfusionRelatedReaction;
    public const string Anc = CtcaeTerms.NeutrophilCountDecreased;
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = Start.AddDays(2000);
    public static readonly UnitClock Clock = new(TimeProvider.System, TimeZoneInfo.Utc);
    public static readonly TallyScale Scale = new(
        DataFiles.Library.Equivalence,
        CtcaeVersion.V403,
        CtcaeHistory.Undecided
    );
    public static readonly StreamKey Any = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = Uri,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    public static readonly StreamKey Severe = Any with { Band = GradeBand.GradeAtLeast3 };
    public static readonly StreamKey Reactions = Any with { LltCode = Irr };

    public static CourseId Id(int number) => new(new Guid(number, 1, 7, [8, 0, 0, 0, 0, 0, 0, 1]));

    public static PatientId Person(int number) => new(new Guid(number, 0, 7, [8, 0, 0, 0, 0, 0, 0, 1]));

    public static InfusionId Infusion(int course, int ordinal) =>
        new(new Guid(course, (short)ordinal, 7, [8, 0, 0, 0, 0, 0, 0, 2]));

    /// <summary>A course with weekly infusions of two hours from <see cref="Start"/>, the days after it shifted.</summary>
    public static StreamCourse Course(
        int number = 1,
        int infusions = 1,
        int day = 0,
        TreatmentEnd? end = null,
        ReactionStatement? reaction = ReactionStatement.NoReactionObserved,
        int? patient = null,
        params StreamEvent[] events
    ) =>
        new(
            Id(number),
            Person(patient ?? number),
            $"C-{number}",
            [
                .. Enumerable
                    .Range(1, infusions)
                    .Select(ordinal => Given(number, ordinal, Start.AddDays(day + (7 * (ordinal - 1))), reaction)),
            ],
            events,
            [],
            end
        );

    public static StreamInfusion Given(
        int course,
        int ordinal,
        DateTimeOffset at,
        ReactionStatement? reaction,
        double hours = 2
    ) =>
        new(
            Infusion(course, ordinal),
            ordinal,
            reaction is null ? InfusionStatus.Running : InfusionStatus.Ended,
            at,
            reaction is null ? null : at.AddHours(hours),
            reaction
        );

    public static StreamEvent Event(
        double? days,
        Grade? grade = Grade.Grade2,
        double? severeDays = null,
        string llt = Uri,
        InfusionId? infusion = null
    ) =>
        new(
            new TallyEvent(
                llt,
                days is { } d ? Start.AddDays(d) : null,
                [new TallyGrading(CtcaeVersion.V50, grade)],
                severeDays is { } s ? Start.AddDays(s)
                    : grade >= Grade.Grade3 && days is { } onset ? Start.AddDays(onset)
                    : null
            ),
            infusion
        );

    public static TallyLaboratoryValue Value(double days, Grade? grade) =>
        new(
            Anc,
            Start.AddDays(days),
            grade is null
                ? new GradeProposal(
                    ProposalOutcome.NotGraded,
                    null,
                    GradeReason.WithinNormal,
                    null,
                    ProposalRemarks.None
                )
                : new GradeProposal(ProposalOutcome.Proposed, grade, GradeReason.BelowLimit, null, ProposalRemarks.None)
        );

    public static TreatmentEnd Ended(int days, CourseEndReason reason = CourseEndReason.ProgressiveDisease) =>
        new(DateOnly.FromDateTime(Start.AddDays(days).DateTime), reason);

    public static IReadOnlyList<StreamPatient> Cohort(StreamKey key, double? followUp, params StreamCourse[] courses) =>
        StreamCohort.Of(courses, key, Scale, FollowUp(followUp), Clock, Now);

    public static StreamPatient Patient(
        StreamKey key,
        StreamCourse course,
        double? followUp = null,
        DateTimeOffset? now = null
    ) => Assert.Single(StreamCohort.Of([course], key, Scale, FollowUp(followUp), Clock, now ?? Now));

    private static TimeSpan? FollowUp(double? months) => months is { } length ? StreamTime.Of(length) : null;
}
