namespace Pharmacovigilance.Web.Shared;

/// <summary>How a state looks. Unknown, no data and error are never Good.</summary>
public enum StateKind
{
    /// <summary>Not known, no data, or no reference.</summary>
    Unknown = 0,

    /// <summary>A fact without judgement.</summary>
    Neutral = 1,

    /// <summary>As expected.</summary>
    Good = 2,

    /// <summary>Somebody should look.</summary>
    Attention = 3,

    /// <summary>Somebody must act.</summary>
    Critical = 4,
}
