namespace Pharmacovigilance.Web.Access;

/// <summary>Where to go next: only ever a page of this site, so that a link cannot lead a signed-in person away.</summary>
internal static class LocalAddress
{
    public static string OrHome(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";
}
