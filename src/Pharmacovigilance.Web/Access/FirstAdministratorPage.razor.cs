using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

public sealed partial class FirstAdministratorPage(FirstAdministrator invitation)
{
    private IReadOnlyList<Refusal> refusals = [];
    private bool valid;
    private bool done;

    [SupplyParameterFromForm(FormName = "first-administrator")]
    private AccountInput? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    protected override void OnInitialized() => valid = invitation.IsValid(Token);

    private async Task SubmitAsync()
    {
        string displayName = Input?.DisplayName ?? "",
            userName = Input?.UserName ?? "",
            password = Input?.Password ?? "";
        refusals = AccountRules.CheckNew(displayName, userName, password, Input?.Repeated ?? "", [Role.Administrator]);
        if (refusals.Count > 0)
            return;
        switch (await invitation.CreateAsync(Token, userName, displayName, password))
        {
            case null:
                valid = false;
                break;
            case AccountOutcome.Done:
                done = true;
                break;
            case var outcome:
                refusals = [AccountRefusals.Of(outcome.Value)];
                break;
        }
    }

    /// <summary>The posted form.</summary>
    private sealed class AccountInput
    {
        public string? DisplayName { get; set; }
        public string? UserName { get; set; }
        public string? Password { get; set; }
        public string? Repeated { get; set; }
    }
}
