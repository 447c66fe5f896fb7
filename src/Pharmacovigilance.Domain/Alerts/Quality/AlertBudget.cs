namespace Pharmacovigilance.Domain.Alerts.Quality;

/// <summary>How many calls a physician should get in one shift at most.</summary>
/// <param name="CallsPerShift">1 to 200.</param>
/// <param name="Since">Null while the unit works by the default.</param>
public sealed record AlertBudget(int CallsPerShift, string? Reason, string? SignedBy, DateTimeOffset? Since)
{
    public const int Least = 1;
    public const int Most = 200;

    /// <summary>Our own proposal, about one call in an hour and a half; no source gives a figure.</summary>
    public static readonly AlertBudget Default = new(8, null, null, null);
}

/// <summary>The calls to one physician in one shift.</summary>
/// <param name="Turn">See <see cref="OnCall.AlertingPolicy.TurnOf"/>.</param>
public sealed record ShiftCalls(string Turn, UserId PhysicianId, string Physician, int Calls);
