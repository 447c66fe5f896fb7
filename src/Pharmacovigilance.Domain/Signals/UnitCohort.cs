using System.Runtime.InteropServices;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What one patient adds to one stream; it stands under the patient's first course of the regimen.</summary>
public sealed record CohortEntry
{
    public required CourseId CourseId { get; init; }

    public required PatientId PatientId { get; init; }

    public required StreamKey Stream { get; init; }

    /// <summary>Start of the first infusion of that course: the order of the cohort.</summary>
    public required DateTimeOffset FirstInfusionAt { get; init; }

    /// <summary>Null where the course adds nothing any more: its first infusion was entered in error, another course came before it, or the route was another one.</summary>
    public required TallyStatus? Status { get; init; }

    public TallyTimes Times { get; init; }
}

/// <summary>How long the unit has seen a patient of a regimen.</summary>
/// <param name="KnownUntil">See <see cref="TallyFacts.KnownUntil"/>.</param>
public sealed record CohortContact(PatientId PatientId, Regimen Regimen, DateTimeOffset? KnownUntil);

/// <summary>A patient's place in the order of first infusions; ties are broken by the id, so that there is one order only.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CohortPlace(DateTimeOffset FirstInfusionAt, PatientId PatientId, Regimen Regimen)
    : IComparable<CohortPlace>
{
    public int CompareTo(CohortPlace other)
    {
        int byTime = FirstInfusionAt.CompareTo(other.FirstInfusionAt);
        if (byTime != 0)
            return byTime;
        int byPatient = string.CompareOrdinal(PatientId.ToString(), other.PatientId.ToString());
        return byPatient != 0 ? byPatient : Regimen.CompareTo(other.Regimen);
    }

    public static bool operator <(CohortPlace left, CohortPlace right) => left.CompareTo(right) < 0;

    public static bool operator <=(CohortPlace left, CohortPlace right) => left.CompareTo(right) <= 0;

    public static bool operator >(CohortPlace left, CohortPlace right) => left.CompareTo(right) > 0;

    public static bool operator >=(CohortPlace left, CohortPlace right) => left.CompareTo(right) >= 0;
}

/// <summary>A patient of a stream, in the order of first infusions.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CohortPatient(CohortPlace Place, TallyStatus Status)
{
    public TallyTimes Times { get; init; }
}

/// <summary>
/// Everybody treated, and what each adds to each stream. Immutable; follows from the entries alone, in whatever order they
/// were recorded.
/// </summary>
public sealed class UnitCohort
{
    private readonly Dictionary<StreamKey, Dictionary<CourseId, CohortEntry>> entries;
    private readonly Dictionary<StreamKey, IReadOnlyList<CohortPatient>> patients;
    private readonly Dictionary<CourseId, CohortPlace> places;
    private readonly Dictionary<(PatientId, Regimen), DateTimeOffset?> contacts;

    private UnitCohort(
        Dictionary<StreamKey, Dictionary<CourseId, CohortEntry>> entries,
        Dictionary<StreamKey, IReadOnlyList<CohortPatient>> patients,
        Dictionary<CourseId, CohortPlace> places,
        Dictionary<(PatientId, Regimen), DateTimeOffset?> contacts,
        IReadOnlyList<CohortPlace> order
    )
    {
        (this.entries, this.patients, this.places, this.contacts, Order) = (entries, patients, places, contacts, order);
        OtherRoutes =
        [
            .. patients
                .Where(stream => stream.Key.OtherRoute is not null && stream.Value.Count > 0)
                .Select(stream => (stream.Key.Regimen, stream.Key.Route))
                .Distinct(),
        ];
    }

    public static UnitCohort Empty { get; } = new([], [], [], [], []);

    /// <summary>Everybody treated with either regimen, in the order of first infusions.</summary>
    public IReadOnlyList<CohortPlace> Order { get; }

    /// <summary>Everybody treated with the stream's regimen; assessed or not.</summary>
    public IReadOnlyList<CohortPatient> Patients(StreamKey stream) => patients.GetValueOrDefault(stream, []);

    /// <summary>The regimens and routes other than the trials' own by which anybody was first treated.</summary>
    public IReadOnlyCollection<(Regimen Regimen, InfusionRoute Route)> OtherRoutes { get; }

    /// <summary>What a course adds to a stream; null where it adds nothing.</summary>
    public CohortEntry? Find(StreamKey stream, CourseId course) =>
        entries.GetValueOrDefault(stream)?.GetValueOrDefault(course);

    /// <summary>Everything a course adds.</summary>
    public IEnumerable<CohortEntry> Of(CourseId course) =>
        entries.Values.Select(courses => courses.GetValueOrDefault(course)).OfType<CohortEntry>();

    /// <summary>Until when silence about a patient is an observation; null = as long as the window lasts, or nothing is known about that.</summary>
    public DateTimeOffset? KnownUntil(PatientId patient, Regimen regimen) =>
        contacts.GetValueOrDefault((patient, regimen));

    /// <summary>The cohort with later contacts; of several of one patient the last in the list stands.</summary>
    public UnitCohort With(IReadOnlyCollection<CohortContact> changed)
    {
        if (changed.Count == 0)
            return this;
        var next = new Dictionary<(PatientId, Regimen), DateTimeOffset?>(contacts);
        foreach (var contact in changed)
            next[(contact.PatientId, contact.Regimen)] = contact.KnownUntil;
        return new UnitCohort(entries, patients, places, next, Order);
    }

    /// <summary>The cohort with what has changed; later entries of the same course and stream replace earlier ones.</summary>
    public UnitCohort With(IReadOnlyCollection<CohortEntry> changed)
    {
        if (changed.Count == 0)
            return this;
        var next = new Dictionary<StreamKey, Dictionary<CourseId, CohortEntry>>(entries);
        var ordered = new Dictionary<StreamKey, IReadOnlyList<CohortPatient>>(patients);
        foreach (var group in changed.GroupBy(entry => entry.Stream))
        {
            var courses = next.TryGetValue(group.Key, out var known)
                ? new Dictionary<CourseId, CohortEntry>(known)
                : [];
            foreach (var entry in group)
            {
                if (entry.Status is null)
                    courses.Remove(entry.CourseId);
                else
                    courses[entry.CourseId] = entry;
            }

            next[group.Key] = courses;
            ordered[group.Key] = InOrder(courses.Values);
        }

        var standing = Standing(changed);
        return new UnitCohort(
            next,
            ordered,
            standing,
            contacts,
            standing == places ? Order : [.. Earliest(standing.Values).Order()]
        );
    }

    /// <summary>The same object where nobody came, went or began at another time.</summary>
    private Dictionary<CourseId, CohortPlace> Standing(IEnumerable<CohortEntry> changed)
    {
        Dictionary<CourseId, CohortPlace>? standing = null;
        foreach (var entry in changed)
        {
            CohortPlace? now = entry.Status is null ? null : PlaceOf(entry);
            if ((standing ?? places).TryGetValue(entry.CourseId, out var before) ? now == before : now is null)
                continue;
            standing ??= new Dictionary<CourseId, CohortPlace>(places);
            if (now is { } place)
                standing[entry.CourseId] = place;
            else
                standing.Remove(entry.CourseId);
        }

        return standing ?? places;
    }

    private static CohortPlace PlaceOf(CohortEntry entry) =>
        new(entry.FirstInfusionAt, entry.PatientId, entry.Stream.Regimen);

    private static IEnumerable<CohortPlace> Earliest(IEnumerable<CohortPlace> places) =>
        places.GroupBy(place => (place.PatientId, place.Regimen)).Select(patient => patient.Min());

    private static List<CohortPatient> InOrder(IEnumerable<CohortEntry> courses) =>
        [
            .. courses
                .GroupBy(entry => entry.PatientId)
                .Select(patient => new CohortPatient(
                    patient.Select(PlaceOf).Min(),
                    Of([.. patient.Select(entry => entry.Status!.Value)])
                )
                {
                    Times = TallyTimes.Joined([.. patient.Select(entry => (entry.Status!.Value, entry.Times))]),
                })
                .OrderBy(patient => patient.Place),
        ];

    /// <summary>A patient counts once: an event of any course is one, and one course that cannot be compared leaves no silence to believe.</summary>
    private static TallyStatus Of(IReadOnlyCollection<TallyStatus> courses) =>
        courses.Contains(TallyStatus.Event) ? TallyStatus.Event
        : courses.Contains(TallyStatus.NotComparable) ? TallyStatus.NotComparable
        : courses.Contains(TallyStatus.Lost) ? TallyStatus.Lost
        : courses.Contains(TallyStatus.NoEvent) ? TallyStatus.NoEvent
        : TallyStatus.NotAssessed;
}
