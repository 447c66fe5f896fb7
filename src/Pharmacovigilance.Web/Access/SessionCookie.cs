using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;
using Pharmacovigilance.Domain.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>Each request's cookie is asked the one question: does its session last? Whoever comes with another is led to the sign-in and told why.</summary>
internal static class SessionCookie
{
    /// <summary>The sign-in page's query: a <see cref="SessionEnd"/>, or one of the words below.</summary>
    public const string EndedParameter = "ended";

    /// <summary>The cookie names a session that this unit does not know.</summary>
    public const string Unknown = "Unknown";

    /// <summary>The sign-in page was open while somebody signed in or out.</summary>
    public const string StaleForm = "StaleForm";

    private static readonly object EndedKey = new();

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var watch = context.HttpContext.RequestServices.GetRequiredService<SessionWatch>();
        var state = context.Principal?.SessionId() is { } id
            ? await watch.StateOfAsync(id)
            : new SessionState(SessionStanding.Ended);
        if (state.Standing != SessionStanding.Ended)
            return;
        context.HttpContext.Items[EndedKey] = state.End?.ToString() ?? Unknown;
        // The cookie stays and is refused again: to delete it could delete the one of a sign-in that is being answered just now.
        context.RejectPrincipal();
    }

    /// <summary>The sign-in page's address with the reason, where a session was refused.</summary>
    public static string WithReason(HttpContext context, string address) =>
        context.Items[EndedKey] is string reason
            ? QueryHelpers.AddQueryString(address, EndedParameter, reason)
            : address;

    /// <summary>The reason as a key of the texts; null for anything that is none.</summary>
    public static string? TextKey(string? reason) =>
        reason is Unknown or StaleForm
        || (reason is not null && Enum.GetNames<SessionEnd>().Contains(reason, StringComparer.Ordinal))
            ? $"Ended{reason}"
            : null;
}
