namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>
/// A demonstration unit without patients that test classes share, see <see cref="SharedDemoUnit"/>. A demonstration whose
/// time runs, or that is killed, belongs to its test alone.
/// </summary>
public class DemoUnitFixture : IAsyncLifetime
{
    public RunningUnit Unit { get; private set; } = default!;

    protected virtual int Patients => 0;

    public async ValueTask InitializeAsync() => Unit = await RunningUnit.DemoAsync(CancellationToken.None, Patients);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Unit.DisposeAsync();
    }
}

/// <summary>A demonstration unit with enough patients for a comparison. Looked at only.</summary>
public sealed class PopulatedDemoUnit : DemoUnitFixture
{
    protected override int Patients => 40;
}

/// <summary>The classes that share one <see cref="DemoUnitFixture"/>; their tests come one after another, in any order.</summary>
[CollectionDefinition]
public sealed class SharedDemoUnit : ICollectionFixture<DemoUnitFixture>;
