namespace Pharmacovigilance.Domain.Signals;

/// <summary>A line of the board with its patients as far as they have been followed by one day. Each answer is worked out when it is first asked for.</summary>
/// <param name="patients">Of the present epoch, in the order of first infusion.</param>
/// <param name="path">Their evidence.</param>
public sealed class FollowedLine(StreamDefinition definition, IReadOnlyList<PatientFollowUp> patients, StreamPath path)
{
    private readonly Lazy<Maturity?> maturity = new(() =>
        LineFollowUp.TimingOf(definition) is { } timing ? Maturity.Of(patients, timing, definition) : null
    );

    /// <summary>Patients with an event, or known to have had none so far.</summary>
    public int Known => patients.Count(patient => patient.Status is not FollowUpStatus.Unknown);

    /// <summary>Null where nothing says what to expect.</summary>
    public Maturity? Maturity => maturity.Value;

    /// <summary>Whether the line would be on watch by itself if every unknown outcome was an event.</summary>
    public bool IsWatchedIfEvents =>
        path.With([
            .. patients.Select(patient => patient.HasEvent || patient.Status is FollowUpStatus.Unknown),
        ]).LnMaximum >= SignalThreshold.LnE;

    /// <summary>Whether the closed windows hold fewer events than are plausible.</summary>
    public bool IsFewerThanPlausible =>
        FewerThanPlausible.Is(
            patients.Where(patient => patient.Status is FollowUpStatus.Closed).Select(patient => patient.HasEvent),
            definition.Reference!.ToCount()
        );

    /// <summary>Whether these are the same patients, followed as far.</summary>
    internal bool Is(IReadOnlyList<PatientFollowUp> now) => patients.SequenceEqual(now);
}
