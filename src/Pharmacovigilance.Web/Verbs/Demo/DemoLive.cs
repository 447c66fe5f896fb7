namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>What has come since time was let run.</summary>
/// <param name="Entries">Entries of the script.</param>
/// <param name="AdverseEvents">Adverse events among them.</param>
public sealed record DemoProgress(int Entries, int AdverseEvents);

/// <summary>
/// Lets the script go on while a visitor watches. Quiet until somebody lets time run; then whatever is due by the clock of
/// the demonstration is entered, also what became due in the meantime.
/// </summary>
public sealed partial class DemoLive(
    DemoSimulator simulator,
    DemoDay day,
    DemoTime time,
    TimeProvider host,
    ILogger<DemoLive> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly IEnumerator<DemoStep> future = simulator.Future().GetEnumerator();
    private readonly SemaphoreSlim playing = new(1, 1);
    private DemoStep? next;
    private volatile DemoProgress progress = new(0, 0);
    private volatile bool on;

    /// <summary>Whether the script goes on with the clock.</summary>
    public bool IsOn => on;

    public DemoProgress Progress => progress;

    /// <summary>Switches the script on and sets the speed.</summary>
    /// <inheritdoc cref="DemoTime.RunAt"/>
    public void LetTimeRun(int timesRealSpeed)
    {
        time.RunAt(timesRealSpeed);
        on = true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, host);
        while (await TickAsync(timer, stoppingToken))
        {
            if (on)
                await PlayDueAsync(stoppingToken);
        }
    }

    /// <summary>Enters what is due by now.</summary>
    public async Task PlayDueAsync(CancellationToken cancellationToken)
    {
        await playing.WaitAsync(cancellationToken);
        try
        {
            while (!cancellationToken.IsCancellationRequested && NextDue() is { } step)
                await PlayAsync(step);
        }
        finally
        {
            playing.Release();
        }
    }

    private DemoStep? NextDue()
    {
        if (next is null && future.MoveNext())
            next = future.Current;
        if (next is null || next.At > time.GetUtcNow())
            return null;
        var due = next;
        next = null;
        return due;
    }

    private async Task PlayAsync(DemoStep step)
    {
        try
        {
            if (!await day.TryPlayAsync(step))
                return;
            var before = progress;
            progress = new DemoProgress(before.Entries + 1, before.AdverseEvents + (step is DemoEvent ? 1 : 0));
        }
        catch (Exception e)
        {
            // The demonstration goes on; one entry is missing.
            StepFailed(e, step.GetType().Name, step.At);
        }
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public override void Dispose()
    {
        future.Dispose();
        playing.Dispose();
        base.Dispose();
    }

    [LoggerMessage(
        EventId = 300,
        Level = LogLevel.Error,
        Message = "The demonstration could not make an entry ({Step} due at {At:O})"
    )]
    private partial void StepFailed(Exception failure, string step, DateTimeOffset at);
}
