using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Reference;

/// <summary>What persons of the unit said about a row, and saying something: a reading, a rejection, or taking one back.</summary>
public sealed partial class VerificationPanel(
    VerificationStore store,
    Signature signatures,
    CurrentActor person,
    IdSource ids,
    UnitClock clock
)
{
    private readonly Saving saving = new();
    private VerificationStep? step;
    private VerificationEntry? target;
    private string key = "";
    private string words = "";
    private string signature = "";
    private string? message;
    private SeenState seen = default!;
    private bool mayVerify;
    private bool needsPassword = true;

    [Parameter, EditorRequired]
    public ReferenceRate Row { get; set; } = null!;

    [Parameter, EditorRequired]
    public ReferenceSet Rates { get; set; } = null!;

    /// <summary>Everything said about the row, oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<VerificationEntry> Entries { get; set; } = [];

    /// <summary>Something was said.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private RowVerification Said => RowVerification.Of(Entries, Rates.HashOf(Row));

    /// <summary>Whether persons of the unit still have something to say about it.</summary>
    private bool IsOpen => Row.Status == RowStatus.Unverified || Row.InUnit is not null;

    private string Figure =>
        Row.PatientsWithEvent is { } x ? Text["OfPatients", x, Row.Patients] : Text["OfUnknown", Row.Patients];

    private StateKind Kind =>
        Said.State switch
        {
            VerificationState.NotRead or VerificationState.OneReader => StateKind.Unknown,
            VerificationState.Verified => StateKind.Neutral,
            VerificationState.Rejected => StateKind.Critical,
        };

    private string Reason =>
        Said.State switch
        {
            VerificationState.NotRead => Text["StateNotReadReason"],
            VerificationState.OneReader => Text["StateOneReaderReason", Said.Readings[0].By],
            VerificationState.Verified => Text["StateVerifiedReason", Said.Readings[0].By, Said.Readings[1].By],
            VerificationState.Rejected => Text["StateRejectedReason", Said.Rejections[0].By],
        };

    private string TextLabel =>
        step switch
        {
            VerificationStep.Read or null => "DocumentLabel",
            VerificationStep.Rejected => "RejectReasonLabel",
            VerificationStep.Withdrawn => "WithdrawReasonLabel",
        };

    private string Meaning =>
        step switch
        {
            VerificationStep.Read or null => "MeaningRead",
            VerificationStep.Rejected => "MeaningReject",
            VerificationStep.Withdrawn => "MeaningWithdraw",
        };

    protected override async Task OnInitializedAsync()
    {
        mayVerify = (await person.RolesAsync()).Any(role => role is Role.SafetyOfficer or Role.Physician);
        if (mayVerify)
            needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
    }

    private string Pressed(VerificationStep one) => step == one ? "true" : "false";

    /// <summary>Why an entry no longer speaks for the row; null while it stands.</summary>
    private string? Fate(VerificationEntry entry)
    {
        if (Entries.Any(other => other.Withdraws == entry.Id))
            return Text["EntryWithdrawn"];
        return string.Equals(entry.ContentHash, Rates.HashOf(Row), StringComparison.Ordinal)
            ? null
            : Text["EntryOtherContent"].Value;
    }

    private void Begin(VerificationStep wanted, VerificationEntry? of = null)
    {
        (step, target, message, saving.Refusals, seen) = (
            wanted,
            of,
            null,
            [],
            person.Sees(SeenSubject.RateOf(Row.Id))
        );
        (key, words, signature) = (ids.Next(clock.Now).ToString("N"), "", "");
    }

    private Task SignAsync() =>
        saving.RunAsync(async () =>
        {
            try
            {
                var actor = await person.GetAsync(seen);
                await signatures.CheckAsync(actor, signature);
                message = await SayAsync(actor, step!.Value);
                (step, words) = (null, "");
                await Changed.InvokeAsync();
            }
            finally
            {
                signature = "";
            }
        });

    private async Task<string> SayAsync(Actor actor, VerificationStep saying)
    {
        string hash = Rates.HashOf(Row);
        switch (saying)
        {
            case VerificationStep.Read:
                await store.ReadAsync(actor, Row.Id, hash, words, key);
                return Text["SaidRead"];
            case VerificationStep.Rejected:
                await store.RejectAsync(actor, Row.Id, hash, words, key);
                return Text["SaidReject"];
            default:
                await store.WithdrawAsync(actor, target!.Id, words, key);
                return Text["SaidWithdraw"];
        }
    }
}
