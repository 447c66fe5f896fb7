namespace Pharmacovigilance.Domain;

/// <summary>
/// Something a form shows and a save rests on: the audit entries whose action begins with <paramref name="ActionPrefix"/>,
/// of one record, or of a whole course where <paramref name="Type"/> is <see cref="CourseType"/>.
/// </summary>
/// <param name="Type">The audit entry's subject type, e.g. <c>adverse-event</c>.</param>
/// <param name="Id">Its subject id; null for every record of the type.</param>
/// <param name="ActionPrefix">The beginning of the actions that change it; empty for all.</param>
public sealed record SeenSubject(string Type, string? Id, string ActionPrefix = "")
{
    /// <summary>Stands for everything that bears the course's id, whatever its own type.</summary>
    public const string CourseType = "*course";

    /// <summary>Steps and rate plan of an infusion.</summary>
    public static SeenSubject StepsOf(InfusionId id) => new("infusion", id.ToString(), "infusion.");

    /// <summary>Checks at the bedside of an infusion.</summary>
    public static SeenSubject ChecksOf(InfusionId id) => new("infusion", id.ToString(), "bedside-check.");

    /// <summary>An adverse event with its course, causality and reports.</summary>
    public static SeenSubject Of(AdverseEventId eventId) => new("adverse-event", eventId.ToString());

    /// <summary>Every adverse event of a course, and statements that there was none.</summary>
    public static SeenSubject EventsOf(CourseId id) => new(CourseType, id.ToString(), "adverse-event.");

    /// <summary>Begin, end, calendar and physician of a course.</summary>
    public static SeenSubject CourseOf(CourseId id) => new(CourseType, id.ToString(), "course.");

    /// <summary>Steps of all infusions of a course.</summary>
    public static SeenSubject InfusionsOf(CourseId id) => new(CourseType, id.ToString(), "infusion.");

    /// <summary>The person behind a course: name, birth, what the laboratory must know.</summary>
    public static SeenSubject PatientOf(CourseId id) => new(CourseType, id.ToString(), "patient.");

    /// <summary>Laboratory values of a course.</summary>
    public static SeenSubject LabsOf(CourseId id) => new(CourseType, id.ToString(), "laboratory.");

    /// <summary>What a person can be reached by.</summary>
    public static SeenSubject ContactOf(UserId id) => new("account", id.ToString(), "contact.");

    /// <summary>Every duty of the on-call calendar.</summary>
    public static readonly SeenSubject Duties = new("duty", null);

    /// <summary>What was said about one row of the reference ledger.</summary>
    public static SeenSubject RateOf(string rowId) => new("reference-rate", rowId);

    /// <summary>Signatures under one rate table.</summary>
    public static SeenSubject RateTableOf(string planId) => new("rate-table", planId);

    /// <summary>Under which reporting rules the unit works.</summary>
    public static readonly SeenSubject ReportingRules = new("reference", null, "reference.reporting");
}

/// <summary>
/// The state a person had before them: the newest audit number when it was read, and what of it the save rests on. The
/// store refuses the save when one of the subjects changed after that number; scenarios carry none.
/// </summary>
/// <param name="seq">Newest audit number when it was read.</param>
/// <param name="own">What the same screen has written: that is no surprise to its person.</param>
public sealed class SeenState(long seq, IReadOnlyList<SeenSubject> subjects, OwnWrites own)
{
    public long Seq { get; private set; } = seq;

    public IReadOnlyList<SeenSubject> Subjects => subjects;

    public OwnWrites Own => own;

    /// <summary>The person has been told of everything up to a number; the next save rests on that.</summary>
    public void Told(long upTo) => Seq = Math.Max(Seq, upTo);
}

/// <summary>The audit numbers that one screen has written.</summary>
public sealed class OwnWrites
{
    private readonly Lock gate = new();
    private readonly List<(long First, long Last)> ranges = [];

    public void Add(long first, long last)
    {
        lock (gate)
            ranges.Add((first, last));
    }

    public bool Contains(long seq)
    {
        lock (gate)
            return ranges.Exists(range => range.First <= seq && seq <= range.Last);
    }
}
