namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>
/// The clock on the wall of the demonstration unit. Stands still while the unit is filled, then runs at a multiple of the
/// host's time. It never goes back. Sign-in cookies stay on the host's own clock.
/// </summary>
public sealed class DemoTime(TimeProvider host, DateTimeOffset start) : TimeProvider
{
    /// <summary>Times real speed; 0 is a standstill.</summary>
    public static readonly IReadOnlyList<int> Speeds = [0, 1, 10, 60];

    private readonly Lock gate = new();
    private DateTimeOffset setTo = start.ToUniversalTime();
    private long setAt = host.GetTimestamp();
    private int speed;

    public int Speed
    {
        get
        {
            lock (gate)
                return speed;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return Now();
    }

    /// <summary>Changes how fast time runs from now on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of <see cref="Speeds"/>.</exception>
    public void RunAt(int timesRealSpeed)
    {
        if (!Speeds.Contains(timesRealSpeed))
            throw new ArgumentOutOfRangeException(
                nameof(timesRealSpeed),
                timesRealSpeed,
                $"The demonstration runs at one of these speeds: {string.Join(", ", Speeds)}."
            );
        lock (gate)
        {
            setTo = Now();
            setAt = host.GetTimestamp();
            speed = timesRealSpeed;
        }
    }

    /// <summary>Puts the clock forward; an earlier instant leaves it where it is.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        lock (gate)
        {
            if (instant <= Now())
                return;
            setTo = instant.ToUniversalTime();
            setAt = host.GetTimestamp();
        }
    }

    private DateTimeOffset Now() => setTo + (host.GetElapsedTime(setAt) * speed);
}
