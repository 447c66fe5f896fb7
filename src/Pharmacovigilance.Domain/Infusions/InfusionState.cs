namespace Pharmacovigilance.Domain.Infusions;

/// <summary>What the steps of one infusion add up to. A pure fold: the stored state can always be rebuilt from the steps.</summary>
public sealed record InfusionState
{
    public required InfusionStatus Status { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? LastStepAt { get; init; }

    /// <summary>Rate of the start step, µL/h: half of <em>this</em> is the restart rate.</summary>
    public long? InitialRateMicrolitresPerHour { get; init; }

    /// <summary>µL/h while running; null otherwise.</summary>
    public long? CurrentRateMicrolitresPerHour { get; init; }

    public long? WeightGrams { get; init; }

    public string? Brand { get; init; }

    public string? BatchNumber { get; init; }

    public ReactionStatement? Reaction { get; init; }

    public string? Reason { get; init; }

    /// <summary>False = of the start only the day is known, and <see cref="StartedAt"/> is noon for the order alone.</summary>
    public bool StartTimeKnown { get; init; } = true;

    /// <summary>True = taken over from a record that says nothing about premedication, which differs from "none given".</summary>
    public bool PremedicationUnknown { get; init; }

    public InfusionRoute Route { get; init; } = InfusionRoute.Intravenous;

    public long? FlatDoseMicrograms { get; init; }

    public static readonly InfusionState Planned = new() { Status = InfusionStatus.Planned };

    /// <summary>Isatuximab dose, µg: into a vein 10 mg per kg actual body weight, null when the weight is not known; under the skin the flat dose.</summary>
    /// <remarks>SmPC 4.2 (2023): 10 mg/kg, actual body weight, no dose reduction.</remarks>
    public long? DoseMicrograms =>
        Route == InfusionRoute.Subcutaneous ? FlatDoseMicrograms : IsatuximabDose.Micrograms(WeightGrams);

    /// <summary>Whole minutes from the start to an instant; null before the start, and where the time of the start is unknown.</summary>
    public int? MinutesInto(DateTimeOffset at) =>
        StartTimeKnown && StartedAt is { } started && at >= started ? (int)(at - started).TotalMinutes : null;

    /// <summary>The steps that count: those that no later row corrects, in time order.</summary>
    /// <remarks>
    /// Times are entered to the minute, so several steps may share one. Then a step waits until the one it follows from has
    /// been taken; where both orders are possible the order of recording decides.
    /// </remarks>
    public static IReadOnlyList<InfusionStep> Effective(IEnumerable<InfusionStep> steps)
    {
        var byId = steps.ToDictionary(s => s.Id);
        var replaced = byId.Values.Where(s => s.Supersedes is not null).Select(s => s.Supersedes!.Value).ToHashSet();
        var waiting = byId
            .Values.Where(s => !replaced.Contains(s.Id))
            .OrderBy(s => s.At)
            .ThenBy(s => RecordedMillisecond(First(s)), StringComparer.Ordinal)
            .ThenBy(s => s.Kind)
            .ThenBy(s => First(s).ToString(), StringComparer.Ordinal)
            .ToList();

        var ordered = new List<InfusionStep>(waiting.Count);
        var status = Planned.Status;
        while (waiting.Count > 0)
        {
            var at = waiting[0].At;
            int next = waiting.FindIndex(s => s.At == at && InfusionFlow.After(status, s.Kind) is not null);
            // Where none is possible the fold says so, with the step and the status.
            var step = waiting[Math.Max(next, 0)];
            status = InfusionFlow.After(status, step.Kind) ?? status;
            waiting.Remove(step);
            ordered.Add(step);
        }

        return ordered;

        // A correction stands where the row it corrects stood.
        InfusionStepId First(InfusionStep step) =>
            step.Supersedes is { } id && byId.TryGetValue(id, out var original) ? First(original) : step.Id;
    }

    /// <summary>The time part of a Guid v7, as text that sorts.</summary>
    private static string RecordedMillisecond(InfusionStepId id) => id.ToString()[..13];

    /// <summary>Folds all rows of an infusion, corrections included.</summary>
    /// <exception cref="RefusedException">A step does not follow from the one before.</exception>
    public static InfusionState From(IEnumerable<InfusionStep> steps) =>
        Effective(steps).Aggregate(Planned, (state, step) => state.With(step));

    private InfusionState With(InfusionStep step)
    {
        var status = InfusionFlow.After(Status, step.Kind)
            ?? throw new RefusedException(
                "infusion.step-not-possible",
                "step",
                step.Kind.ToString(),
                Status.ToString()
            );
        var next = this with { Status = status, LastStepAt = step.At };
        return step.Kind switch
        {
            InfusionStepKind.Premedicated => next,
            InfusionStepKind.Started => next with
            {
                StartedAt = step.At,
                InitialRateMicrolitresPerHour = step.RateMicrolitresPerHour,
                CurrentRateMicrolitresPerHour = step.RateMicrolitresPerHour,
                WeightGrams = step.WeightGrams,
                Brand = step.Brand,
                BatchNumber = step.BatchNumber,
                StartTimeKnown = step.TimeKnown,
                PremedicationUnknown = step.TakenOver && Status == InfusionStatus.Planned,
                Route = step.Route,
                FlatDoseMicrograms = step.FlatDoseMicrograms,
            },
            InfusionStepKind.RateChanged => next with { CurrentRateMicrolitresPerHour = step.RateMicrolitresPerHour },
            InfusionStepKind.Resumed => next with
            {
                CurrentRateMicrolitresPerHour = step.RateMicrolitresPerHour,
                Reason = null,
            },
            InfusionStepKind.Interrupted => next with { CurrentRateMicrolitresPerHour = null, Reason = step.Reason },
            InfusionStepKind.Ended => next with
            {
                EndedAt = step.TimeKnown ? step.At : null,
                CurrentRateMicrolitresPerHour = null,
                Reaction = step.Reaction,
                Reason = step.Reason,
            },
            InfusionStepKind.NotGiven => next with { EndedAt = step.At, Reason = step.Reason },
        };
    }
}

/// <summary>The dose of intravenous isatuximab.</summary>
public static class IsatuximabDose
{
    /// <summary>µg per g of body weight: 10 mg/kg (SmPC 4.2, 2023; US prescribing information 2.1).</summary>
    public const long MicrogramsPerGram = 10;

    public static long? Micrograms(long? weightGrams) => weightGrams * MicrogramsPerGram;
}
