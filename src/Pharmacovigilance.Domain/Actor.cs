using System.Text.Json.Serialization;

namespace Pharmacovigilance.Domain;

/// <summary>Who does something: a signed-in person, or the product itself where <see cref="UserId"/> is null.</summary>
/// <param name="Name">As shown and audited; any script.</param>
public sealed record Actor(UserId? UserId, string Name)
{
    /// <summary>The product acting by itself: first start, the demonstration unit.</summary>
    public static readonly Actor Product = new(null, "Pharmacovigilance");

    /// <summary>The sign-in in which it is done; a write in an ended one is refused. Null where nobody signs in: the product, a scenario.</summary>
    [JsonIgnore]
    public SessionId? Session { get; init; }

    /// <summary>What was on the screen when it was decided; null where nobody looked.</summary>
    [JsonIgnore]
    public SeenState? Seen { get; init; }

    /// <summary>The same person: session and screen are of the moment.</summary>
    public bool Equals(Actor? other) => other is not null && UserId == other.UserId && Name == other.Name;

    public override int GetHashCode() => HashCode.Combine(UserId, Name);
}
