using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Web.Replay;

/// <summary>A start or resumption that did not happen: an open hold stopped it, or it was refused: beside another infusion of the patient, after a death, over a reaction.</summary>
/// <param name="Holds">Empty where it was refused.</param>
/// <param name="Refused">The product's sentence; null where holds stopped it.</param>
internal sealed record StoppedAttempt(
    string Path,
    ScenarioPatient Patient,
    InfusionId Infusion,
    InfusionStepKind Kind,
    DateTimeOffset At,
    IReadOnlyList<RuleId> Holds,
    string? Refused = null
)
{
    public string Words =>
        Refused is null
            ? $"{Step} stopped by hold {string.Join(", ", Holds.Select(h => h.Code()))}"
            : $"{Step} refused: {Refused}";

    private string Step => Kind == InfusionStepKind.Resumed ? "resumption" : "start";
}

/// <summary>Something a person would have been asked about before it was recorded, and that the scenario does not confirm.</summary>
internal sealed record Questioned(ScenarioPatient Patient, InfusionId Infusion, Refusal Question);

/// <summary>A step that was not taken: it had nothing to act on after a stop, or would have put two infusions over each other.</summary>
internal sealed record SkippedStep(string Path, string Reason);

/// <summary>What a step became in the record.</summary>
internal sealed record RecordedStep(ScenarioStep Step, InfusionId? Infusion)
{
    /// <summary>In which it was recorded.</summary>
    public CourseId Course { get; init; }

    public InfusionStepId? StepId { get; init; }
    public ObservationId? ObservationId { get; init; }

    /// <summary>The first row of an event, its identity.</summary>
    public AdverseEventId? EventId { get; init; }

    /// <summary>The newest row, which the next correction names.</summary>
    public AdverseEventId? RowId { get; init; }
}

/// <summary>What happened in a replay beside what the database holds.</summary>
internal sealed class ReplayJournal
{
    private readonly Dictionary<string, RecordedStep> recorded = new(StringComparer.Ordinal);
    private readonly Dictionary<ScenarioPatient, StoppedAttempt> standing = [];

    private readonly List<(ScenarioPatient Patient, CourseId CourseId)> begun = [];

    /// <summary>The course each patient is in now.</summary>
    public Dictionary<ScenarioPatient, CourseId> Courses { get; } = [];

    /// <summary>Every course, in the order in which they began.</summary>
    public IReadOnlyList<(ScenarioPatient Patient, CourseId CourseId)> AllCourses => begun;

    /// <summary>From here on the patient's steps are about this course.</summary>
    public void Begin(ScenarioPatient patient, CourseId course)
    {
        begun.Add((patient, course));
        Courses[patient] = course;
        standing.Remove(patient);
    }

    /// <summary>The patient's courses, the newest first.</summary>
    public IEnumerable<CourseId> CoursesOf(ScenarioPatient patient) =>
        begun.Where(one => one.Patient == patient).Select(one => one.CourseId).Reverse();

    /// <summary>1 for the patient's first course.</summary>
    public int NumberOf(CourseId course) =>
        begun
            .Where(one => one.Patient == begun.First(same => same.CourseId == course).Patient)
            .TakeWhile(one => one.CourseId != course)
            .Count() + 1;

    public List<StoppedAttempt> Stopped { get; } = [];

    public List<SkippedStep> Skipped { get; } = [];

    public List<Questioned> Questions { get; } = [];

    public IEnumerable<RecordedStep> Recorded => recorded.Values;

    public void Note(RecordedStep step)
    {
        recorded[step.Step.Path] = step with
        {
            Course = recorded.TryGetValue(step.Step.Path, out var before) ? before.Course : Courses[step.Step.Patient],
        };
        if (
            step.Step.Content
            is BedsideContent { Kind: InfusionStepKind.Started or InfusionStepKind.Resumed }
                or TakenOverContent
        )
            standing.Remove(step.Step.Patient);
    }

    public void Note(StoppedAttempt attempt)
    {
        Stopped.Add(attempt);
        standing[attempt.Patient] = attempt;
    }

    public RecordedStep? Find(ScenarioStep step) => recorded.GetValueOrDefault(step.Path);

    public RecordedStep? ByRef(string name) =>
        recorded.Values.FirstOrDefault(r => string.Equals(r.Step.Ref, name, StringComparison.Ordinal));

    /// <summary>The patient's last attempt, if it was stopped and nothing was started since.</summary>
    public StoppedAttempt? StandingStop(ScenarioPatient patient) => standing.GetValueOrDefault(patient);
}
