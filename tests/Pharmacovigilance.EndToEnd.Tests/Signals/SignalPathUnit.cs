using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.EndToEnd.Tests.Signals;

/// <summary>Ten patients on IsaKd without a reaction, seven with one, and some whose infusions run and of whom nothing is known yet.</summary>
public sealed class SignalPathUnit : PreparedUnit
{
    public const string Nurse = "nurse";
    public const string Officer = "officer";
    public const int Silent = 10;
    public const int Reacted = 7;

    /// <summary>Family names of those whose infusion runs, in the order of their starts.</summary>
    public IReadOnlyList<string> Running { get; } = [.. Enumerable.Range(1, 10).Select(i => $"Running-{i}")];

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);
        await AccountAsync(stores, Officer, "Oskar Example", Role.SafetyOfficer);
        int minutes = 0;
        foreach (
            string family in Enumerable
                .Range(1, Silent)
                .Select(i => $"Silent-{i}")
                .Concat(Enumerable.Range(1, Reacted).Select(i => $"Reacted-{i}"))
                .Concat(Running)
        )
        {
            var course = await RegisterAsync(stores, family, physician, new DateOnly(1950, 4, 2), Regimen.IsaKd);
            var started = Clock.Now.AddMinutes(-90 + ++minutes);
            await stores.Infusions.RecordAsync(
                Actor.Product,
                new InfusionStepEntry(
                    Infusions[family],
                    InfusionStepKind.Started,
                    started,
                    25_000,
                    70_000,
                    "Sarclisa",
                    "B-1"
                )
            );
            if (family.StartsWith("Reacted", StringComparison.Ordinal))
                await stores.Events.RecordAsync(
                    Actor.Product,
                    course,
                    new AdverseEventContent
                    {
                        LltCode = CtcaeTerms.InfusionRelatedReaction,
                        CtcaeVersion = CtcaeVersion.V50,
                        Grade = Grade.Grade2,
                        OnsetAt = started.AddMinutes(20),
                        InfusionId = Infusions[family],
                    }
                );
            if (family.StartsWith("Silent", StringComparison.Ordinal))
                await stores.Infusions.RecordAsync(
                    Actor.Product,
                    new InfusionStepEntry(
                        Infusions[family],
                        InfusionStepKind.Ended,
                        started.AddMinutes(50),
                        Reaction: ReactionStatement.NoReactionObserved
                    )
                );
        }
    }
}
