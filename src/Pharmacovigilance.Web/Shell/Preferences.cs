using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Shell;

public sealed record Language(string Code, string Name);

/// <summary>Language and appearance of this browser, kept in cookies; no account needed.</summary>
internal static class Preferences
{
    public const string Dark = "dark";
    private const string Light = "light";
    private const string ThemeCookie = "unit-theme";

    /// <summary>Each named in itself. "en" writes dates the British way: a day never stands where a month is expected.</summary>
    public static readonly IReadOnlyList<Language> Languages = [new("en", "English"), new("ru", "Русский")];

    public static bool IsCurrent(Language language) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == language.Code;

    public static string Theme(HttpContext context) => context.Request.Cookies[ThemeCookie] == Dark ? Dark : Light;

    public static RequestLocalizationOptions Localization() =>
        new()
        {
            DefaultRequestCulture = new RequestCulture(CultureOf("en")),
            SupportedCultures = [.. Languages.Select(l => CultureOf(l.Code))],
            SupportedUICultures = [.. Languages.Select(l => CultureOf(l.Code))],
            RequestCultureProviders =
            [
                new CookieRequestCultureProvider(),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ],
        };

    public static void MapPreferences(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet("/preferences/language", (string to, HttpContext context) =>
            {
                if (Languages.Any(l => l.Code == to))
                    Remember(
                        context,
                        CookieRequestCultureProvider.DefaultCookieName,
                        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureOf(to)))
                    );
                return Back(context);
            })
            .AllowAnonymous();
        endpoints
            .MapGet("/preferences/theme", (HttpContext context) =>
            {
                Remember(context, ThemeCookie, Theme(context) == Dark ? Light : Dark);
                return Back(context);
            })
            .AllowAnonymous();
    }

    private static CultureInfo CultureOf(string code) => CultureInfo.GetCultureInfo(code == "en" ? "en-GB" : code);

    private static void Remember(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(
            name,
            value,
            new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                IsEssential = true,
            }
        );

    /// <summary>To the page of this site the person came from.</summary>
    private static IResult Back(HttpContext context) =>
        Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var from)
        && from.Authority == context.Request.Host.Value
            ? Results.LocalRedirect(LocalAddress.OrHome(from.PathAndQuery))
            : Results.LocalRedirect("/");
}
