using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Calls.OnCall;

namespace Pharmacovigilance.Web.Tests.Calls.OnCall;

public sealed class AlertingDraftTests
{
    private static readonly AlertingPolicy Usable = AlertingPolicy.Shipped with
    {
        PhoneList = [new PhoneLine("Ward 4", "030 1234")],
    };

    [Fact]
    public void Read_Untouched_IsThePolicy()
    {
        var quiet = Usable with { Quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 30)) };
        foreach (var policy in new[] { Usable, quiet })
        {
            Assert.Empty(AlertingDraft.Of(policy).Read(out var read));
            Assert.Equal(StoredJson.Write(policy), StoredJson.Write(read));
        }
    }

    [Fact]
    public void Read_AnyWholeMinutes_AreTaken()
    {
        var draft = AlertingDraft.Of(Usable);
        Assert.Empty((draft with { Shifts = [With(draft.Shifts[0], "137"), draft.Shifts[1]] }).Read(out var policy));
        Assert.Equal(137, policy!.Shifts[0].Chain[0].WaitMinutes);
    }

    [Theory]
    [InlineData("0", "alerting.wait")]
    [InlineData("5.5", "alerting.wait-unreadable")]
    [InlineData("-3", "alerting.wait-unreadable")]
    [InlineData("", "alerting.wait-unreadable")]
    public void Read_UnusableWait_IsRefused(string wait, string code)
    {
        var draft = AlertingDraft.Of(Usable);
        Assert.Equal(
            code,
            Assert
                .Single((draft with { Shifts = [With(draft.Shifts[0], wait), draft.Shifts[1]] }).Read(out var policy))
                .Code
        );
        Assert.Null(policy);
    }

    [Fact]
    public void Read_UnreadableFields_AreEachNamed()
    {
        var refusals = (AlertingDraft.Of(Usable) with { DigestAt = "7", Grouping = "x", QuietFrom = "22:00" }).Read(
            out _
        );

        Assert.Equal(["digestAt", "groupingMinutes", "quietUntil"], refusals.Select(refusal => refusal.Field).Order());
    }

    [Fact]
    public void Read_StepsLeftEmpty_AreNoSteps_AndThePhoneListFollows()
    {
        var draft = AlertingDraft.Of(Usable);
        var shift = draft.Shifts[0] with
        {
            Steps = [new StepDraft(ChainStepKind.Senior, "9"), new StepDraft(null, ""), new StepDraft(null, "x")],
        };
        Assert.Empty((draft with { Shifts = [shift, draft.Shifts[1]] }).Read(out var policy));

        Assert.Equal(
            [ChainStepKind.Senior, ChainStepKind.PhoneList],
            policy!.Shifts[0].Chain.Select(step => step.Kind)
        );
    }

    private static ShiftDraft With(ShiftDraft shift, string wait) =>
        shift with
        {
            Steps = [shift.Steps[0] with { Wait = wait }, .. shift.Steps.Skip(1)],
        };
}
