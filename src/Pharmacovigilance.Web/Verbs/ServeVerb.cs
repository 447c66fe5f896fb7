using System.CommandLine;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>Without a verb the program serves the unit.</summary>
internal sealed class ServeVerb : RootCommand
{
    public ServeVerb(string[] settings)
        : base("Serves the infusion unit, or does what a command says.")
    {
        this.ShowSetting(
            "--Unit:DataFolder",
            "folder",
            "where the unit's data are; the user's own folder if none is set"
        );
        this.ShowSetting("--urls", "address", "where it is served, for example http://localhost:8080");
        SetAction(_ => UnitProgram.RunAsync(UnitMode.Real, settings));
    }
}
