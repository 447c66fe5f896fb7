namespace Pharmacovigilance.Storage.Tests;

public class Placeholder { [Fact] public void Runs() { } }
