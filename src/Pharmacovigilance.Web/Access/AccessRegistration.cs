using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

internal static class AccessRegistration
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionWatch>();
        services.AddHostedService(s => s.GetRequiredService<SessionWatch>());
        services.AddSingleton<Credentials>();
        services.AddSingleton<IPasswordHasher<SignInUser>, PasswordHasher<SignInUser>>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<FirstAdministrator>();
        services.AddSingleton<SignInGate>();
        services.AddScoped<SessionOpening>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<Signature>();
        services.AddScoped<CurrentActor>();
        services.AddScoped<CircuitSession>();
        services.AddScoped<AuthenticationStateProvider>(s => s.GetRequiredService<CircuitSession>());
        services.AddCascadingAuthenticationState();
        services
            .AddIdentityCore<SignInUser>(Configure)
            .AddUserStore<SignInUserStore>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<UnitClaims>();
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, Configure);
        services.AddAuthorization(Policies.Add);
    }

    private static void Configure(IdentityOptions options)
    {
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.Lockout.AllowedForNewUsers = true;

        // Any script; AccountRules say what a name and a password must be.
        options.User.AllowedUserNameCharacters = "";
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "unit-session";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = SessionRule.EndsAfter;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;

        // The status says what happened; the problem page says it in words. A hub or API client gets no sign-in page.
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        var toSignIn = options.Events.OnRedirectToLogin;
        options.Events.OnRedirectToLogin = context =>
        {
            if (!IsPage(context.Request))
                return Answer(context, StatusCodes.Status401Unauthorized);
            context.RedirectUri = SessionCookie.WithReason(context.HttpContext, context.RedirectUri);
            return toSignIn(context);
        };
    }

    private static bool IsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
