using System.Globalization;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>Why isatuximab is given no more, after CDISC's reasons for not completing a treatment (codelist NCOMPLT). Stored by name.</summary>
public enum CourseEndReason
{
    /// <summary>The myeloma progressed.</summary>
    ProgressiveDisease = 1,

    /// <summary>An adverse event made going on unacceptable.</summary>
    AdverseEvent = 2,

    /// <summary>The physician decided so for another cause.</summary>
    PhysicianDecision = 3,

    /// <summary>The patient wanted no further treatment.</summary>
    WithdrawalBySubject = 4,

    /// <summary>The patient is treated elsewhere from now on.</summary>
    Transferred = 5,

    /// <summary>The patient does not come any more and cannot be reached.</summary>
    LostToFollowUp = 6,

    /// <summary>The patient died. No statement about the cause.</summary>
    Death = 7,

    /// <summary>The planned treatment was given as planned.</summary>
    Completed = 8,

    /// <summary>Something else, which the note says.</summary>
    Other = 9,
}

/// <summary>The end of a course as entered: one act that calls off every infusion still planned.</summary>
/// <param name="EndedOn">The unit's date of the decision.</param>
/// <param name="Note">In the person's own words; needed with <see cref="CourseEndReason.Other"/>.</param>
public sealed record CourseEnd(DateOnly EndedOn, CourseEndReason Reason, string? Note = null);

/// <summary>The reason that stands with an infusion called off by the end of its course: a code, so that every language can read it.</summary>
public static class CourseEndCode
{
    private const string Prefix = "course-ended:";

    public static string Of(CourseEndReason reason) => Prefix + reason;

    /// <summary>Why the course ended; null for any other reason.</summary>
    public static CourseEndReason? Read(string? reason) =>
        reason is not null
        && reason.StartsWith(Prefix, StringComparison.Ordinal)
        && Enum.TryParse<CourseEndReason>(reason[Prefix.Length..], out var why)
        && Enum.IsDefined(why)
            ? why
            : null;
}

public static class CourseEndRules
{
    public const int LongestNote = 1000;

    /// <summary>Everything wrong with the end of a course that can be told without looking at its infusions.</summary>
    /// <param name="lastGivenOn">The unit's date of the newest start; null before the first.</param>
    public static IReadOnlyList<Refusal> Check(CourseEnd end, DateOnly? lastGivenOn, DateOnly today)
    {
        var refusals = new List<Refusal>();
        if (end.EndedOn > today)
            refusals.Add(Refusal.Of("course.end-in-future", "endedOn", Iso(end.EndedOn)));
        if (end.EndedOn < lastGivenOn)
            refusals.Add(Refusal.Of("course.end-before-infusion", "endedOn", Iso(end.EndedOn), Iso(lastGivenOn.Value)));
        if (end.Reason == CourseEndReason.Other && string.IsNullOrWhiteSpace(end.Note))
            refusals.Add(Refusal.Of("course.end-note-required", "note"));
        if (end.Note?.Trim().Length > LongestNote)
            refusals.Add(Refusal.Of("too-long", "note", LongestNote.ToString(CultureInfo.InvariantCulture)));
        return refusals;
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
