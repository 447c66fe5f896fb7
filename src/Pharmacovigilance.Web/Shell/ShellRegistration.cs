using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;
using Radzen;

namespace Pharmacovigilance.Web.Shell;

/// <summary>The key of the shell's texts: ShellText.resx.</summary>
public sealed class ShellText;

internal static class ShellRegistration
{
    private const long LongestMessageBytes = 1_048_576;

    public static void AddShell(this IServiceCollection services)
    {
        services.AddLocalization();
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(hub =>
            {
                // A dead connection is noticed within seconds on either side; the default is half a minute.
                (hub.KeepAliveInterval, hub.ClientTimeoutInterval) = (
                    TimeSpan.FromSeconds(2),
                    TimeSpan.FromSeconds(12)
                );
                // No field cuts text off, so a long paste must arrive to be refused in words instead of ending the circuit.
                hub.MaximumReceiveMessageSize = LongestMessageBytes;
            });
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
        app.Use(RefuseStaleForm);
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.MapPreferences();
    }

    private static Task PrepareResponse(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";

        // A script, a hub or an API client wants the bare status; a refused form cannot be re-executed as a page.
        bool wantsPage = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        bool isForm = HttpMethods.IsPost(context.Request.Method);
        if ((!wantsPage || isForm) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        return next(context);
    }

    /// <summary>A form without a valid token: from another site, or open since before a restart with new keys.</summary>
    private static Task RefuseStaleForm(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return next(context);
        // Somebody signed in or out in another tab while this one stood at the sign-in.
        bool isSignIn = context.Request.Path == "/sign-in" || context.Request.Path == "/demo-sign-in";
        context.Response.Redirect(
            isSignIn ? $"/sign-in?{SessionCookie.EndedParameter}={SessionCookie.StaleForm}" : "/problem/400"
        );
        return Task.CompletedTask;
    }
}
