using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>A step of a script, which says what happened: what a person would be asked about is answered for it.</summary>
internal static class AnsweredStep
{
    /// <param name="record">Records or corrects; called once more where something was asked.</param>
    /// <returns>What came of it, and what was asked.</returns>
    public static async Task<(StepOutcome Outcome, IReadOnlyList<Refusal> Asked)> RecordAsync(
        InfusionStepEntry entry,
        string reason,
        Func<InfusionStepEntry, Task<StepOutcome>> record
    )
    {
        try
        {
            return (await record(entry), []);
        }
        catch (RefusedException asked) when (asked.Refusals.All(StepQuestions.IsOf))
        {
            var answer = new StepConfirmation([.. asked.Refusals.Select(StepQuestions.KeyOf)], reason);
            return (await record(entry with { Confirmation = answer }), asked.Refusals);
        }
    }
}
