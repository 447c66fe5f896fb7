using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary><c>demo</c>: a unit with invented patients, thrown away when it ends.</summary>
internal sealed class DemoVerb : Verb
{
    public DemoVerb(string[] settings)
        : base("demo", "Serves a synthetic demonstration unit.", "demo takes settings only: demo [--urls <address>].")
    {
        this.ShowSetting("--Unit:DemoPatients", "number", "invented patients, 0 to 200");
        this.ShowSetting("--urls", "address", "where it is served, for example http://localhost:8080");
        SetAction(_ => UnitProgram.RunAsync(UnitMode.Demo, settings));
    }
}
