namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>A demonstration unit that the tests of one class share; they must not depend on each other's traces.</summary>
public sealed class DemoUnitFixture : IAsyncLifetime
{
    public RunningUnit Unit { get; private set; } = default!;

    public async ValueTask InitializeAsync() => Unit = await RunningUnit.DemoAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Unit.DisposeAsync();
}
