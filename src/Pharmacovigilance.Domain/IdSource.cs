using System.Security.Cryptography;

namespace Pharmacovigilance.Domain;

/// <summary>
/// Where new identifiers come from. A seeded source gives the same ids on every run, which is what makes the
/// demonstration unit and a replay reproducible; without a seed the random part is cryptographic.
/// </summary>
public sealed class IdSource
{
    private readonly Random? seeded;
    private readonly Lock gate = new();

    public IdSource() { }

    public IdSource(int seed) => seeded = new Random(seed);

    /// <summary>A Guid v7 (RFC 9562) whose time part is <paramref name="at"/>.</summary>
    public Guid Next(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (seeded is null)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            lock (gate)
                seeded.NextBytes(bytes);
        }

        long milliseconds = at.ToUnixTimeMilliseconds();
        for (int i = 5; i >= 0; i--, milliseconds >>= 8)
            bytes[i] = (byte)milliseconds;
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    public TId Next<TId>(DateTimeOffset at)
        where TId : struct, ITypedId<TId> => TId.From(Next(at));
}
