using Microsoft.AspNetCore.Components;

namespace Pharmacovigilance.Web.Access;

public sealed partial class SignInPage(PasswordSignIn signIn, NavigationManager navigation)
{
    private string? refusal;

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInInput? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    private async Task SubmitAsync()
    {
        var outcome = await signIn.TryAsync(Input?.UserName ?? "", Input?.Password ?? "", Context.RequestAborted);
        refusal = outcome switch
        {
            SignInOutcome.Done => null,
            SignInOutcome.Refused => "SignInRefused",
            SignInOutcome.LockedOut => "SignInLockedOut",
        };
        if (refusal is null) navigation.NavigateTo(LocalAddress.OrHome(ReturnUrl));
    }

    /// <summary>The posted form.</summary>
    private sealed class SignInInput
    {
        public string? UserName { get; set; }
        public string? Password { get; set; }
    }
}
