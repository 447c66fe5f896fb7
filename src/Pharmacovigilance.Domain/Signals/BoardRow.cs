using System.Text.Json.Serialization;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>How many patients of a stream had an event.</summary>
/// <param name="PatientsWithEvent">k.</param>
/// <param name="PatientsAssessed">m.</param>
/// <param name="NotAssessed">Treated, and it cannot be told: in neither k nor m.</param>
/// <param name="NotComparable">Graded by a CTCAE version whose criteria differ from those of the stream's scale: in neither k nor m.</param>
/// <param name="Lost">Of m: without an event as long as the unit saw them, and out of its sight before their window ended.</param>
public sealed record StreamCounts(
    int PatientsWithEvent,
    int PatientsAssessed,
    int NotAssessed,
    int NotComparable,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Lost = 0
)
{
    /// <summary>Everybody treated: m and who cannot be told.</summary>
    [JsonIgnore]
    public int Treated => PatientsAssessed + NotAssessed + NotComparable;

    /// <summary>k if everybody who cannot be told, and everybody lost, had an event. If none of them had, it is k itself.</summary>
    [JsonIgnore]
    public int AtMost => PatientsWithEvent + NotAssessed + NotComparable + Lost;

    /// <summary>Whether k of m leaves patients open that could have had an event.</summary>
    [JsonIgnore]
    public bool IsOpen => AtMost > PatientsWithEvent;

    /// <summary>Counts of a stream.</summary>
    public static StreamCounts Of(IEnumerable<CohortPatient> patients) =>
        Of(patients.Select(patient => patient.Status));

    /// <summary>The same from the statuses alone.</summary>
    public static StreamCounts Of(IEnumerable<TallyStatus> patients)
    {
        var by = patients.CountBy(status => status).ToDictionary();
        int Count(TallyStatus status) => by.GetValueOrDefault(status);
        int lost = Count(TallyStatus.Lost),
            events = Count(TallyStatus.Event);
        return new StreamCounts(
            PatientsWithEvent: events,
            PatientsAssessed: events + Count(TallyStatus.NoEvent) + lost,
            NotAssessed: Count(TallyStatus.NotAssessed),
            NotComparable: Count(TallyStatus.NotComparable),
            Lost: lost
        );
    }
}

/// <summary>The evidence that a stream of this unit runs above the trial. All values are natural logarithms of e.</summary>
/// <param name="Epoch">0 first; one more after each signal closed with an action.</param>
/// <param name="Patients">Of the epoch, assessed.</param>
/// <param name="PatientsWithEvent">Of them.</param>
/// <param name="LnNow">Of the stream alone, over everybody in the epoch.</param>
/// <param name="LnHighest">Of the stream alone, the highest over all prefixes.</param>
/// <param name="LnFamilyNow">Within the family of all streams, at the whole cohort.</param>
/// <param name="LnFamilyHighest">Within the family, the highest over all common prefixes: at ln 20 a signal is raised.</param>
/// <param name="SpreadStar">τ*, the largest τ of 0, 0.05, … 0.6 at which <paramref name="LnHighest"/> still stands at ln 20; null below that, and by the method that knows no spread.</param>
/// <param name="LnHighestAtTrial"><paramref name="LnHighest"/> if every unit were the trial (τ = 0); null where that changes nothing: at ln 20 already, τ = 0 itself, and by the method that knows no spread.</param>
public sealed record StreamEvidence(
    int Epoch,
    int Patients,
    int PatientsWithEvent,
    double LnNow,
    double LnHighest,
    double LnFamilyNow,
    double LnFamilyHighest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? SpreadStar = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? LnHighestAtTrial = null
)
{
    /// <summary>Higher than the trial itself, and within what ordinary units may differ.</summary>
    [JsonIgnore]
    public bool IsAboveTrialOnly => LnHighestAtTrial >= SignalThreshold.LnE;
}

/// <summary>A signal that stands for a stream, as people have dealt with it.</summary>
public sealed record StreamLatch(SignalId SignalId, int Epoch, SignalStatus Status, DateTimeOffset RaisedAt);

/// <summary>One line of the board: plain values only, so that the same facts always give the same text.</summary>
/// <param name="PatientsNeeded">By the method without a spread: from so many assessed patients on the stream can be green; null where it is not compared, where even 2,000 would not do, and by any other method.</param>
/// <param name="Evidence">Null where nothing is compared or no finite number came out.</param>
/// <param name="Latch">The signal of the present epoch, withdrawn ones too; null where none was raised.</param>
public sealed record BoardRow(
    StreamDefinition Definition,
    StreamCounts Counts,
    StreamState State,
    StreamReason Reason,
    int? PatientsNeeded,
    StreamEvidence? Evidence,
    StreamLatch? Latch
)
{
    public StreamKey Key => Definition.Key;

    /// <summary>What the patients followed so far could have shown; null by the method without a spread, and where no verified time at risk of the trial says what to expect.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Maturity? Maturity { get; init; }
}
