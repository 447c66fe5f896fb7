using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Rules;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Web.Replay;

/// <summary>A start or resumption that an open hold stopped, or that the record refused because it contradicts what it says.</summary>
/// <param name="Refusal">The sentence of the refusal; null where a hold stopped it.</param>
internal sealed record StoppedAttempt(
    string Path, ScenarioPatient Patient, InfusionId Infusion, InfusionStepKind Kind, DateTimeOffset At, IReadOnlyList<RuleId> Holds, string? Refusal = null)
{
    public string Words => Refusal is { } said ? $"{What} refused: {said}" : $"{What} stopped by hold {string.Join(", ", Holds.Select(h => h.Code()))}";

    private string What => Kind == InfusionStepKind.Resumed ? "resumption" : "start";
}

/// <summary>A step that had nothing to act on because a hold had stopped the start before it.</summary>
internal sealed record SkippedStep(string Path, string Reason);

/// <summary>What a step became in the record.</summary>
internal sealed record RecordedStep(ScenarioStep Step, InfusionId? Infusion)
{
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

    public Dictionary<ScenarioPatient, CourseId> Courses { get; } = [];

    public List<StoppedAttempt> Stopped { get; } = [];

    public List<SkippedStep> Skipped { get; } = [];

    public IEnumerable<RecordedStep> Recorded => recorded.Values;

    public void Note(RecordedStep step)
    {
        recorded[step.Step.Path] = step;
        if (step.Step.Content is BedsideContent { Kind: InfusionStepKind.Started or InfusionStepKind.Resumed } or TakenOverContent) standing.Remove(step.Step.Patient);
    }

    public void Note(StoppedAttempt attempt)
    {
        Stopped.Add(attempt);
        standing[attempt.Patient] = attempt;
    }

    public RecordedStep? Find(ScenarioStep step) => recorded.GetValueOrDefault(step.Path);

    public RecordedStep? ByRef(string name) => recorded.Values.FirstOrDefault(r => string.Equals(r.Step.Ref, name, StringComparison.Ordinal));

    /// <summary>The patient's last attempt, if it was stopped and nothing was started since.</summary>
    public StoppedAttempt? StandingStop(ScenarioPatient patient) => standing.GetValueOrDefault(patient);
}
