using Xunit.Sdk;
using Xunit.v3;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>Collections of several classes take longest: they begin, so that at the end no core waits for one of them.</summary>
public sealed class SharedUnitsFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => c.TestCollectionClassName is null).ThenBy(c => c.TestCollectionDisplayName, StringComparer.Ordinal)];
}
