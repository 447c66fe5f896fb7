using Microsoft.AspNetCore.Diagnostics;
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
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.Use(PrepareResponse);
        app.UseRouting();
        app.UseRequestLocalization(Preferences.Localization());
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.MapPreferences();
    }

    private static async Task PrepareResponse(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";

        // A script, a hub or an API client wants the bare status; a refused form cannot be re-executed as a page.
        bool wantsPage = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        bool isForm = HttpMethods.IsPost(context.Request.Method);
        if ((!wantsPage || isForm) && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        await next(context);
        if (wantsPage && isForm && context.Response is { HasStarted: false, StatusCode: >= 400 and < 500 } refused)
            refused.Redirect($"/problem/{refused.StatusCode}");
    }
}
