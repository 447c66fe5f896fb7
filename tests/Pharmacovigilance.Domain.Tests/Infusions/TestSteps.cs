using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Tests.Infusions;

/// <summary>Steps of one infusion; minutes count from nine o'clock, ids grow with the order of recording.</summary>
internal static class TestSteps
{
    public static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static InfusionStep Premedicated(int minute, int id) => Step(InfusionStepKind.Premedicated, minute, id);

    public static InfusionStep Started(int minute, int id, long? rate = 25_000, long? weight = 70_000) =>
        Step(InfusionStepKind.Started, minute, id) with
        {
            RateMicrolitresPerHour = rate,
            WeightGrams = weight,
            Brand = "Sarclisa",
            BatchNumber = "A1B2",
        };

    public static InfusionStep RateChanged(int minute, int id, long? rate = 50_000) =>
        Step(InfusionStepKind.RateChanged, minute, id) with
        {
            RateMicrolitresPerHour = rate,
        };

    public static InfusionStep Interrupted(int minute, int id) =>
        Step(InfusionStepKind.Interrupted, minute, id) with
        {
            Reason = "chills",
        };

    public static InfusionStep Resumed(int minute, int id, long? rate = 12_500) =>
        Step(InfusionStepKind.Resumed, minute, id) with
        {
            RateMicrolitresPerHour = rate,
        };

    public static InfusionStep Ended(
        int minute,
        int id,
        ReactionStatement? reaction = ReactionStatement.NoReactionObserved
    ) => Step(InfusionStepKind.Ended, minute, id) with { Reaction = reaction };

    public static InfusionStep NotGiven(int minute, int id) =>
        Step(InfusionStepKind.NotGiven, minute, id) with
        {
            Reason = "fever",
        };

    public static InfusionStep Correcting(this InfusionStep step, InfusionStep original) =>
        step with
        {
            Supersedes = original.Id,
            CorrectionReason = "typing error",
        };

    private static InfusionStep Step(InfusionStepKind kind, int minute, int id) =>
        new()
        {
            Id = IdOf(id),
            InfusionId = new(Guid.Parse("00000000-0000-7000-8000-00000000000d")),
            Kind = kind,
            At = Nine.AddMinutes(minute),
        };

    private static InfusionStepId IdOf(int id) => new(Guid.Parse($"00000000-{id:D4}-7000-8000-000000000000"));
}
