using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;
using Radzen;

namespace Pharmacovigilance.Web.Shell;

/// <summary>The key of the shell's texts: ShellText.resx.</summary>
public sealed class ShellText;

internal static class ShellRegistration
{
    public static void AddShell(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddShared();
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseExceptionHandler("/problem/500", createScopeForErrors: true);
        app.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute("/problem/{0}"));
        app.Use(AddHeaders);
        app.UseRequestLocalization(Preferences.Localization());
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.MapPreferences();
    }

    private static bool IsPage(HttpContext context) => HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }
}
