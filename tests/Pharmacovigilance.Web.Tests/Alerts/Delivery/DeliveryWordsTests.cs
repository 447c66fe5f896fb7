using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Web.Alerts.Delivery;

namespace Pharmacovigilance.Web.Tests.Alerts.Delivery;

public sealed class DeliveryWordsTests
{
    [Fact]
    public async Task Words_OfEveryCauseAndAlarm_AreThere()
    {
        await using var unit = await AlertUnit.OpenAsync();
        var words = unit.Get<DeliveryWords>();

        Assert.All(Enum.GetValues<OutboxCause>(), cause => Assert.DoesNotContain("cause:", words.Cause(cause), StringComparison.Ordinal));
        string[] kinds = [WatchKinds.Overdue, WatchKinds.DeadLetters, WatchKinds.Unreachable, WatchKinds.WriterStuck, WatchKinds.ClockJumped, WatchKinds.ClockStopped];
        Assert.All(kinds, kind => Assert.DoesNotContain(kind, words.AlarmTitle(kind, "mail") + words.WhatToDo(kind), StringComparison.Ordinal));
        Assert.Equal("SomethingNew: mail", words.AlarmTitle("SomethingNew", "mail").Replace("E-mail", "mail", StringComparison.Ordinal));
    }
}
