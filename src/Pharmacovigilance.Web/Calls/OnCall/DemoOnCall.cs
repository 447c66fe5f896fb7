using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Calls.OnCall;

/// <summary>Puts the invented physicians of the demonstration on call, with invented numbers.</summary>
public sealed class DemoOnCall(
    UnitPlace place,
    AlertingPolicyStore policies,
    OnCallStore calendar,
    AccountStore accounts,
    UnitClock clock
)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    /// <summary>To be called once the demonstration's clock shows the visitor's arrival and its accounts exist.</summary>
    /// <exception cref="InvalidOperationException">The unit is a real one.</exception>
    public async Task FillAsync()
    {
        if (!place.IsDemo)
            throw new InvalidOperationException("Synthetic data belong into a demonstration unit only.");
        await policies.SignAsync(
            Actor.Product,
            AlertingPolicy.Shipped with
            {
                PhoneList =
                [
                    new PhoneLine("Ward (demonstration)", "555-0100"),
                    new PhoneLine("Intensive care (demonstration)", "555-0101"),
                ],
            },
            "Demonstration: invented numbers"
        );
        var physicians = accounts.WithRole(Role.Physician);
        await AddAsync(OnCallRole.Deputy, physicians[^1]);
        await AddAsync(OnCallRole.Senior, physicians[0]);
    }

    private Task AddAsync(OnCallRole role, Account physician) =>
        calendar.AddAsync(Actor.Product, role, physician.Id, clock.Now, clock.Now + Ahead);
}
