using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;

namespace Pharmacovigilance.Web.Shared;

/// <summary>A word in a picture. Razor takes the element "text" for its own, so that it has to be written out.</summary>
public static class SvgWord
{
    /// <param name="look">Its class.</param>
    public static MarkupString Of(string look, double x, double y, string word) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""<text class="{look}" x="{x:0.##}" y="{y:0.##}">{WebUtility.HtmlEncode(word)}</text>"""
            )
        );
}
