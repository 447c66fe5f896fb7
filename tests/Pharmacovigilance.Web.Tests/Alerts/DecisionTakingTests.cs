using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Alerts;

namespace Pharmacovigilance.Web.Tests.Alerts;

/// <summary>Whatever a decision is refused with becomes a sentence; only a defect goes on.</summary>
public sealed class DecisionTakingTests
{
    public static TheoryData<Exception> Refusals =>
        [
            new RequestConflictException("another request"),
            new WriteFailedException("no commit"),
            new NotAllowedException("no role", []),
            new Domain.RefusedException("alert.other-needs-note", "note"),
        ];

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task Take_DecisionNotTaken_IsTold(Exception refusal)
    {
        await using var unit = await AlertUnit.OpenAsync();
        await unit.HoldAsync();
        await using var circuit = unit.Get<IServiceScopeFactory>().CreateAsyncScope();
        var alert = (await unit.Alerts.UndecidedAsync())[0];

        var notice = await circuit
            .ServiceProvider.GetRequiredService<DecisionTaking>()
            .TakeAsync(alert, () => Task.FromException<DecisionResult>(refusal));

        Assert.False(notice.Taken);
        Assert.Contains(alert.Course.Code, notice.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_Defect_GoesOn()
    {
        await using var unit = await AlertUnit.OpenAsync();
        await unit.HoldAsync();
        await using var circuit = unit.Get<IServiceScopeFactory>().CreateAsyncScope();
        var taking = circuit.ServiceProvider.GetRequiredService<DecisionTaking>();
        var alert = (await unit.Alerts.UndecidedAsync())[0];

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            taking.TakeAsync(alert, () => throw new InvalidOperationException("a defect"))
        );
    }
}
