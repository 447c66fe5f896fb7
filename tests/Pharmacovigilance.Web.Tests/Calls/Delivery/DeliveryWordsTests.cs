using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Tests.Alerts;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

public sealed class DeliveryWordsTests
{
    [Fact]
    public async Task Words_OfEveryCauseAndAlarm_AreThere()
    {
        await using var unit = await AlertUnit.OpenAsync();
        var words = unit.Get<DeliveryWords>();

        Assert.All(Enum.GetValues<OutboxCause>(), cause =>
            Assert.DoesNotContain("cause:", words.Cause(cause), StringComparison.Ordinal)
        );
        string[] kinds =
        [
            WatchKinds.Overdue,
            WatchKinds.DeadLetters,
            WatchKinds.Unreachable,
            WatchKinds.WriterStuck,
            WatchKinds.ClockJumped,
            WatchKinds.ClockStopped,
            AlarmKinds.NobodyOnCall,
        ];
        Assert.All(kinds, kind =>
            Assert.DoesNotContain(kind, words.AlarmTitle(kind, "mail") + words.WhatToDo(kind), StringComparison.Ordinal)
        );
        Assert.Equal(
            "SomethingNew: mail",
            words.AlarmTitle("SomethingNew", "mail").Replace("E-mail", "mail", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task AlarmMail_NobodyOnCall_SaysWhichDutyAndWhenAndLeadsToTheCalendar()
    {
        await using var unit = await AlertUnit.OpenAsync("--Delivery:PublicAddress", "https://unit.example/");
        var at = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var mail = unit.Get<DeliveryWords>()
            .AlarmMail(
                AlarmKinds.NobodyOnCall,
                "Senior|before",
                StoredJson.Write(new OnCallGap(OnCallRole.Senior, at, at.AddDays(1))),
                at
            );

        Assert.Contains("Nobody is on call: senior on call", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("2 Mar", mail.Body, StringComparison.Ordinal);
        Assert.Contains("https://unit.example/on-call", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("{", mail.Body, StringComparison.Ordinal);
    }
}
