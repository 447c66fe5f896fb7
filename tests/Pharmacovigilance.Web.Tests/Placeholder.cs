namespace Pharmacovigilance.Web.Tests;

public class Placeholder { [Fact] public void Runs() { } }
