using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage;

/// <summary>
/// What must be true again after anything in a course changed: its alerts and holds follow from its facts, and so do the
/// cohorts of the board and the signals in them. Runs inside the transaction of the change, so that an event without its alert cannot exist.
/// </summary>
internal static class CourseSettlement
{
    public static void Run(WriteScope scope, CourseId courseId, Settles what = Settles.Everything)
    {
        if (what != Settles.Nothing)
            Run(scope, PatientStore.Find(scope, courseId)!, what);
    }

    /// <param name="record">The course as it stands in this transaction.</param>
    public static void Run(WriteScope scope, CourseRecord record, Settles what = Settles.Everything)
    {
        var knowledge = scope.Knowledge;
        var course = CourseRows.Read(scope, record);
        if (what.HasFlag(Settles.Alerts))
            AlertWriter.Settle(scope, knowledge, CourseFactsReader.Read(scope, knowledge, course, scope.Now));
        if (what.HasFlag(Settles.Counts) && TallyWriter.Recount(scope, knowledge, course))
            SignalSettlement.Run(scope, knowledge);
    }
}

/// <summary>What a change can touch; what it cannot touch is not worked out again.</summary>
[Flags]
internal enum Settles
{
    /// <summary>Neither: no rule and no count looks at it.</summary>
    Nothing = 0,

    /// <summary>Alerts and holds.</summary>
    Alerts = 1,

    /// <summary>The counts of the board.</summary>
    Counts = 2,

    /// <summary>Both; always right, and the default.</summary>
    Everything = 3,
}

/// <summary>A course as it stands in a transaction, read once for alerts and counts alike.</summary>
/// <param name="Death">The patient's death; null while nothing says so.</param>
internal sealed record CourseRows(
    CourseRecord Course,
    IReadOnlyList<InfusionStore.StateRow> Infusions,
    IReadOnlyList<LabResult> Labs,
    IReadOnlyList<AdverseEventRow> Events,
    PatientDeath? Death
)
{
    /// <summary>With the statement about reactions as far as it stands beside those on record.</summary>
    public InfusionState StateOf(InfusionStore.StateRow row)
    {
        var state = row.ToState();
        return state.Reaction is null
            ? state
            : state with
            {
                Reaction = ReactionStandings.Standing(
                    state.Reaction,
                    HasReaction(Events, CourseFactsReader.Started(Infusions), row.InfusionId)
                ),
            };
    }

    public static bool HasReaction(
        IEnumerable<AdverseEventRow> events,
        IReadOnlyCollection<(InfusionId Id, DateTimeOffset StartedAt)> started,
        InfusionId infusionId
    ) =>
        events.Any(e =>
            ReactionFamily.Includes(e.Content.LltCode) && ReactionFamily.InfusionOf(e.Content, started) == infusionId
        );

    public static CourseRows Read(QueryScope scope, CourseId courseId) =>
        Read(scope, PatientStore.Find(scope, courseId)!);

    public static CourseRows Read(QueryScope scope, CourseRecord course) =>
        new(
            course,
            InfusionRows.States(scope, course.CourseId),
            ObservationStore.Labs(scope, course.CourseId),
            AdverseEventStore.OfCourse(scope, course.CourseId),
            DeathReader.Of(scope, course.PatientId)
        );
}
