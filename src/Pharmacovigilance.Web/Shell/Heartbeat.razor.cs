using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Pharmacovigilance.Web.Shell;

/// <summary>
/// Tells the browser every two seconds that the server and this circuit are alive, and what time it is in the unit. The
/// script, not the server, says when the beats stay away: a dead server cannot.
/// </summary>
public sealed partial class Heartbeat
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>A beat that was lost with its connection is given up, so that the next one tells a page that is back.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource ending = new();
    private bool heard = true;
    private Task beating = Task.CompletedTask;

    /// <summary>Once: the script owns what is inside afterwards.</summary>
    protected override bool ShouldRender() => false;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            beating = BeatAsync();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Interval, Time);
        do
        {
            await SendBeatAsync();
        } while (!ending.IsCancellationRequested && await NextTickAsync(timer));
    }

    private async Task SendBeatAsync()
    {
        var now = Clock.Now;
        string wall = Clock.AtUnit(now).ToString("t", CultureInfo.CurrentCulture);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        limit.CancelAfter(AnswerLimit);
        try
        {
            await Script.InvokeVoidAsync("unitShell.beat", limit.Token, now.ToUnixTimeMilliseconds(), wall, heard);
            heard = true;
        }
        catch (Exception e) when (e is OperationCanceledException or JSException or JSDisconnectedException)
        {
            // No answer while the connection is down. The browser says so by itself; the next beat finds it again, and tells
            // that it was not heard: a page that only receives has no contact either.
            heard = false;
        }
    }

    private async Task<bool> NextTickAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ending.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await beating;
        ending.Dispose();
    }
}
