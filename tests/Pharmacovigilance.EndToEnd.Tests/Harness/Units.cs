namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>
/// A demonstration unit without patients that test classes share, see <see cref="SharedDemoUnit"/>. A demonstration with a
/// clock of its own, with patients, or one that is killed belongs to its test alone.
/// </summary>
public sealed class DemoUnitFixture : IAsyncLifetime
{
    public RunningUnit Unit { get; private set; } = default!;

    public async ValueTask InitializeAsync() => Unit = await RunningUnit.DemoAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Unit.DisposeAsync();
}

/// <summary>The classes that share one <see cref="DemoUnitFixture"/>; their tests come one after another, in any order.</summary>
[CollectionDefinition]
public sealed class SharedDemoUnit : ICollectionFixture<DemoUnitFixture>;
