using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>What came of a test message.</summary>
/// <param name="Error">Null when the channel took it.</param>
public sealed record ChannelTest(string Channel, string? Error);

/// <summary>How each channel stands, what was given up, and the means to try again.</summary>
public sealed partial class DeliveryPage(
    DeliveryStore store,
    DeliveryHealth health,
    IReadOnlyList<IDeliveryChannel> channels,
    CurrentActor person,
    ReasonDialog reasons,
    UnitClock clock,
    TimeProvider time
) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Saving saving = new();
    private readonly CancellationTokenSource ending = new();
    private IReadOnlyList<ChannelStanding>? standings;
    private IReadOnlyList<DeadLetter> dead = [];
    private ChannelTest? tested;
    private string? said;
    private bool unreadable;

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        _ = InvokeAsync(FollowAsync);
    }

    private async Task FollowAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, ending.Token)
                .ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
                );
            if (ending.IsCancellationRequested)
                return;
            await ReadAsync();
            StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            (standings, dead, unreadable) = (await store.StandingAsync(), await store.DeadAsync(), false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What is shown stays; the page says that it may be old.
            unreadable = true;
        }
    }

    private Task ResendAsync(DeadLetter? letter) =>
        TakingAsync(async actor => Text["WasResent", await store.ResendAsync(actor, letter?.Seq, letter?.Channel)]);

    private async Task PutAsideAsync(DeadLetter letter)
    {
        if (await reasons.AskAsync(Text["PutAside"], Text["PutAsideSentence"], Text["PutAside"]) is not { } reason)
            return;
        await TakingAsync(async actor =>
            Text["WasPutAside", await store.PutAsideAsync(actor, letter.Seq, letter.Channel, reason)]
        );
    }

    private Task TestAsync(string name) =>
        TakingAsync(async actor =>
        {
            var channel = channels.Single(one => one.Name == name);
            var message = new TestMessage(
                $"test.{actor.UserId}.{time.GetUtcNow().ToUnixTimeMilliseconds()}",
                actor.UserId!.Value,
                actor.Name,
                await store.MailOfAsync(actor.UserId.Value),
                clock.Now
            );
            tested = new ChannelTest(name, await ErrorOfAsync(channel, message));
            await store.NoteTestAsync(actor, name, tested.Error);
            return null;
        });

    private async Task<string?> ErrorOfAsync(IDeliveryChannel channel, TestMessage message)
    {
        using var limit = new CancellationTokenSource(channel.Limit, time);
        try
        {
            await channel.SendTestAsync(message, limit.Token).WaitAsync(channel.Limit, time);
            return null;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return Text["NoAnswer", channel.Limit.TotalSeconds];
        }
        catch (DeliveryFailedException e)
        {
            return e.Message;
        }
    }

    private Task TakingAsync(Func<Actor, Task<string?>> act) =>
        saving.RunAsync(async () =>
        {
            (said, tested) = (null, null);
            said = await act(await person.GetAsync());
            await ReadAsync();
        });

    private string WhatOf(DeadLetter letter) =>
        letter switch
        {
            { CourseCode: { } course } => Text["DeadCall", Words.Cause(letter.Cause), course],
            { AlarmKind: { } kind } => Words.AlarmTitle(kind, ""),
            _ => Text["DeadDigest"],
        };

    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
    }
}
