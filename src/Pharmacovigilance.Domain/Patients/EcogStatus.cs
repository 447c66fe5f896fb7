namespace Pharmacovigilance.Domain.Patients;

/// <summary>Performance status by the Eastern Cooperative Oncology Group. Stored by name; that nobody entered anything is null.</summary>
public enum EcogStatus
{
    /// <summary>Somebody said that it is not known.</summary>
    NotKnown = 0,
    Ecog0 = 1,
    Ecog1 = 2,
    Ecog2 = 3,
    Ecog3 = 4,
    Ecog4 = 5,
}

public static class EcogStatuses
{
    /// <summary>0 to 4; null where it is not known or was not entered.</summary>
    public static int? Level(this EcogStatus? status) =>
        status is null or EcogStatus.NotKnown ? null : (int)status.Value - (int)EcogStatus.Ecog0;

    /// <summary>The status of a level.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not 0 to 4.</exception>
    public static EcogStatus Of(int level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 4);
        return EcogStatus.Ecog0 + level;
    }
}
