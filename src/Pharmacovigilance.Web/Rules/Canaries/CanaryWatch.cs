using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules.Canaries;

namespace Pharmacovigilance.Web.Rules.Canaries;

/// <summary>
/// Tries all rules at the start of the program, in each shift, and whenever the unit works by other rules. A round that
/// fails is tried again: until one succeeds the rules grow red by themselves.
/// </summary>
public sealed partial class CanaryWatch(CanaryStore canaries, SafetyFeed feed, ILogger<CanaryWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim woken = new(0, 1);
    private string? tried;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(nameof(CanaryWatch), change =>
        {
            if (change.Rooms.HasFlag(Rooms.Reference))
                Wake();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            await RunIfDueAsync(stoppingToken);
            await ((Task)woken.WaitAsync(Look, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake: the next look sees what holds then.
        }
    }

    private async Task RunIfDueAsync(CancellationToken stoppingToken)
    {
        try
        {
            string occasion = await canaries.OccasionAsync();
            if (string.Equals(occasion, tried, StringComparison.Ordinal))
                return;
            var runs = await canaries.RunAsync(Actor.Product, cancellationToken: stoppingToken);
            tried = occasion;
            Ran(occasion, runs.Count, runs.Sum(run => run.DurationMilliseconds));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; nothing of a trial is kept.
        }
        catch (Exception e)
        {
            Failed(e);
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    [LoggerMessage(
        EventId = 420,
        Level = LogLevel.Information,
        Message = "Tried {Count} rules on canaries in {Milliseconds} ms ({Occasion})"
    )]
    private partial void Ran(string occasion, int count, long milliseconds);

    [LoggerMessage(
        EventId = 421,
        Level = LogLevel.Error,
        Message = "The rules could not be tried on canaries; it is tried again"
    )]
    private partial void Failed(Exception failure);
}
