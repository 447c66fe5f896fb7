using Pharmacovigilance.EndToEnd.Tests.Harness;

[assembly: AssemblyFixture(typeof(Browser))]

// Each test is a server and a browser; more at a time only make one another late.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
