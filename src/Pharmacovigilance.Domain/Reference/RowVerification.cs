namespace Pharmacovigilance.Domain.Reference;

/// <summary>What a person of the unit said about a row.</summary>
public enum VerificationStep
{
    /// <summary>"I read this row as it stands in the document I name."</summary>
    Read = 1,

    /// <summary>"The document says otherwise"; blocks the row while it stands.</summary>
    Rejected = 2,

    /// <summary>Takes back an earlier entry. Terminal for that entry.</summary>
    Withdrawn = 3,
}

/// <summary>One signed entry about a row; entries are only ever added.</summary>
public sealed record VerificationEntry
{
    public required VerificationId Id { get; init; }

    public required string RateId { get; init; }

    /// <summary>The content the person saw (<see cref="RowContent.HashOf"/>): an entry never speaks for other content.</summary>
    public required string ContentHash { get; init; }

    public required VerificationStep Step { get; init; }

    public required UserId ById { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Citation, DOI or page; set exactly for a reading.</summary>
    public required string? Document { get; init; }

    /// <summary>Set exactly for a rejection or withdrawal.</summary>
    public required string? Reason { get; init; }

    /// <summary>The entry taken back; set exactly for a withdrawal.</summary>
    public required VerificationId? Withdraws { get; init; }
}

/// <summary>Where a row stands in the unit.</summary>
public enum VerificationState
{
    /// <summary>Nobody's word stands.</summary>
    NotRead = 1,

    /// <summary>One person has read it; a second person is needed.</summary>
    OneReader = 2,

    /// <summary>Two persons have read it: it may colour.</summary>
    Verified = 3,

    /// <summary>Somebody's rejection stands, whatever else was said.</summary>
    Rejected = 4,
}

/// <summary>Who read a row, when, and in what.</summary>
/// <param name="Document">As the person named it.</param>
public sealed record RowReading(string By, DateTimeOffset At, string Document);

/// <summary>The two readings that made a row verified in the unit.</summary>
public sealed record UnitVerification(RowReading First, RowReading Second);

/// <summary>
/// The second-person rule: a row is verified while the readings of two different accounts stand on exactly its content
/// and no rejection does. It depends on which entries there are, never on their order.
/// </summary>
public sealed class RowVerification
{
    private RowVerification(IReadOnlyList<VerificationEntry> readings, IReadOnlyList<VerificationEntry> rejections) =>
        (Readings, Rejections) = (readings, rejections);

    /// <summary>Standing readings, one of each person, earliest first.</summary>
    public IReadOnlyList<VerificationEntry> Readings { get; }

    /// <summary>Standing rejections, earliest first.</summary>
    public IReadOnlyList<VerificationEntry> Rejections { get; }

    public VerificationState State =>
        Rejections.Count > 0 ? VerificationState.Rejected
        : Readings.Count > 1 ? VerificationState.Verified
        : Readings.Count == 1 ? VerificationState.OneReader
        : VerificationState.NotRead;

    /// <summary>Null unless verified.</summary>
    public UnitVerification? Verified =>
        State == VerificationState.Verified ? new(ReadingOf(Readings[0]), ReadingOf(Readings[1])) : null;

    /// <param name="entries">Of one row, of any content, in any order.</param>
    /// <param name="contentHash">The content the row has now.</param>
    public static RowVerification Of(IEnumerable<VerificationEntry> entries, string contentHash)
    {
        var all = entries.ToList();
        var withdrawn = all.Where(e => e.Withdraws is not null).Select(e => e.Withdraws!.Value).ToHashSet();
        var standing = all.Where(e =>
                string.Equals(e.ContentHash, contentHash, StringComparison.Ordinal) && !withdrawn.Contains(e.Id)
            )
            .OrderBy(e => e.At)
            .ThenBy(e => e.Id.Value)
            .ToList();
        return new RowVerification(
            [.. standing.Where(e => e.Step == VerificationStep.Read).DistinctBy(e => e.ById)],
            [.. standing.Where(e => e.Step == VerificationStep.Rejected)]
        );
    }

    /// <summary>Whether this person's own reading stands.</summary>
    public bool ReadBy(UserId person) => Readings.Any(e => e.ById == person);

    private static RowReading ReadingOf(VerificationEntry entry) => new(entry.By, entry.At, entry.Document ?? "");
}
