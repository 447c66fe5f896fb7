using Pharmacovigilance.EndToEnd.Tests.Harness;

[assembly: AssemblyFixture(typeof(Browser))]

// Two at a time fill two cores: while one waits for its browser or opens a unit, the other works. More only make one another late.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
