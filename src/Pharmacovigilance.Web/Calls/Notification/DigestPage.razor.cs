using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Notification;

namespace Pharmacovigilance.Web.Calls.Notification;

/// <summary>What happened to the alerts of one day, for the safety officers.</summary>
public sealed partial class DigestPage(DigestStore store, UnitClock clock) : ComponentBase
{
    private AlertDigest? digest;
    private DateOnly date;
    private bool isUnknownDay;

    /// <summary><c>yyyy-MM-dd</c>; empty is yesterday, and anything else too, with a sentence about it.</summary>
    [Parameter]
    public string? Day { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        bool isRead = DateOnly.TryParseExact(
            Day,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var read
        );
        (date, isUnknownDay, digest) = (
            isRead ? read : clock.Today.AddDays(-1),
            !isRead && !string.IsNullOrEmpty(Day),
            null
        );
        digest = await store.ReadAsync(date);
    }

    private static string Address(DateOnly day) =>
        $"/alerts/digest/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static IEnumerable<(string Key, IReadOnlyList<DigestLine> Lines)> Parts(AlertDigest digest) =>
        [
            ("DigestPhoneList", digest.PhoneList),
            ("DigestUnanswered", digest.Unanswered),
            ("DigestOverridden", digest.Overridden),
            ("DigestExpired", digest.Expired),
            ("DigestSuppressed", digest.Suppressed),
            ("DigestFired", digest.Fired),
        ];
}
