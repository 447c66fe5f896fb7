namespace Pharmacovigilance.Domain.Tests;

public class Placeholder { [Fact] public void Runs() { } }
