using Microsoft.AspNetCore.Components.Authorization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Access;

/// <summary>Who is at the screen of this circuit or request, and what has been on it.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, SafetyFeed feed)
{
    private readonly OwnWrites own = new();
    private readonly Dictionary<SeenSubject, long> shown = [];

    /// <exception cref="InvalidOperationException">Nobody is signed in, or the session has ended.</exception>
    public Task<Actor> GetAsync() => GetAsync(new SeenState(0, [], own));

    /// <summary>The person with what a form shows: the store refuses the save when that has changed.</summary>
    public async Task<Actor> GetAsync(SeenState seen) =>
        (await authentication.GetAuthenticationStateAsync()).User.ToActor() with
        {
            Seen = seen,
        };

    public async Task<IReadOnlyList<Role>> RolesAsync() =>
        (await authentication.GetAuthenticationStateAsync()).User.Roles();

    /// <summary>How far the unit is; ask before reading what will be shown, so that nothing can fall between.</summary>
    public long Look() => feed.Seq;

    /// <summary>A page shows these as they were at <paramref name="look"/>.</summary>
    public void Shows(long look, params ReadOnlySpan<SeenSubject> subjects)
    {
        foreach (var subject in subjects)
            shown[subject] = look;
    }

    /// <summary>For a form that opens: what its person sees now, as the pages around it have read it; what no page has noted is read now.</summary>
    public SeenState Sees(params IReadOnlyList<SeenSubject> subjects) =>
        new(
            subjects
                .Select(subject => shown.TryGetValue(subject, out long look) ? look : feed.Seq)
                .DefaultIfEmpty(feed.Seq)
                .Min(),
            subjects,
            own
        );
}
