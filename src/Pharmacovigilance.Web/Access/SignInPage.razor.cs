using System.Security.Claims;
using Microsoft.AspNetCore.Components;

namespace Pharmacovigilance.Web.Access;

public sealed partial class SignInPage(PasswordSignIn signIn, NavigationManager navigation)
{
    private string? refusal;
    private ClaimsPrincipal here = new();

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInInput? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    /// <summary>Why a session ended; see <see cref="SessionCookie"/>.</summary>
    [SupplyParameterFromQuery(Name = SessionCookie.EndedParameter)]
    private string? Ended { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    protected override void OnInitialized() => here = Context.User;

    private async Task SubmitAsync()
    {
        var outcome = await signIn.TryAsync(Input?.UserName ?? "", Input?.Password ?? "", Context.RequestAborted);
        refusal = outcome switch
        {
            SignInOutcome.Done => null,
            SignInOutcome.Refused => "SignInRefused",
            SignInOutcome.LockedOut => "SignInLockedOut",
        };
        if (refusal is null)
            navigation.NavigateTo(LocalAddress.OrHome(ReturnUrl));
    }

    /// <summary>The posted form.</summary>
    private sealed class SignInInput
    {
        public string? UserName { get; set; }
        public string? Password { get; set; }
    }
}
