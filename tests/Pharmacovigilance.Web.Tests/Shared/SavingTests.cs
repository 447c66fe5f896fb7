using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Tests.Shared;

public sealed class SavingTests
{
    private readonly Saving saving = new();

    [Fact]
    public async Task RunAsync_Saved_IsUnderWayMeanwhileAndForgetsWhatWasRefused()
    {
        saving.Refusals = [Refusal.Of("required", "reason")];
        var (underWay, refusals) = (false, saving.Refusals);

        bool saved = await saving.RunAsync(() =>
        {
            (underWay, refusals) = (saving.IsUnderWay, saving.Refusals);
            return Task.CompletedTask;
        });

        Assert.True(saved);
        Assert.True(underWay);
        Assert.Empty(refusals);
        Assert.False(saving.IsUnderWay);
        Assert.Empty(saving.Refusals);
    }

    [Fact]
    public async Task RunAsync_Refused_KeepsWhatTheFormSays()
    {
        Assert.False(await saving.RunAsync(() => throw new RefusedException("required", "reason")));

        Assert.Equal("required", Assert.Single(saving.Refusals).Code);
        Assert.False(saving.IsUnderWay);
    }

    [Fact]
    public async Task RunAsync_OneIsUnderWay_DoesNothing()
    {
        var answer = new TaskCompletionSource();
        int saves = 0;
        var first = saving.RunAsync(() =>
        {
            saves++;
            return answer.Task;
        });

        bool second = await saving.RunAsync(() =>
        {
            saves++;
            return Task.CompletedTask;
        });

        Assert.False(second);
        Assert.Equal(1, saves);
        Assert.True(saving.IsUnderWay);
        answer.SetResult();
        Assert.True(await first);
        Assert.False(saving.IsUnderWay);
    }

    [Fact]
    public async Task RunAsync_Defect_IsThrownOn()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            saving.RunAsync(() => throw new InvalidOperationException("defect"))
        );

        Assert.Empty(saving.Refusals);
        Assert.False(saving.IsUnderWay);
    }
}
