using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Events per 100 patient-months at risk of a first event, with Garwood's exact 95 % interval.</summary>
/// <param name="PatientMonths">Months at risk, above 0.</param>
public sealed record EventRate(int Events, double PatientMonths)
{
    public double Per100 => 100 * Events / PatientMonths;

    public Interval Per100Interval
    {
        get
        {
            var events = PoissonInterval.Exact(Events);
            return new Interval(100 * events.Lower / PatientMonths, 100 * events.Upper / PatientMonths);
        }
    }
}

/// <summary>The unit's first events against its time at risk, and what the trial lets expect in that time at a constant hazard.</summary>
/// <param name="Patients">Assessed patients whose first event has a date, or who have none.</param>
/// <param name="Undated">Assessed patients with an event without a date; they are in none of the figures.</param>
/// <param name="Unit">Null while nobody has been at risk for any time.</param>
/// <param name="Trial">Null where there is no reference, or no verified treatment time, or no hazard fits.</param>
public sealed record StreamExposure(int Patients, int Undated, EventRate? Unit, EventRate? Trial)
{
    /// <summary>First events to be expected in the unit's time at risk: the trial's hazard times that time.</summary>
    public double? Expected =>
        Unit is { } unit && Trial is { } trial ? trial.Events / trial.PatientMonths * unit.PatientMonths : null;

    /// <summary>The unit's rate over the trial's; null where either is missing.</summary>
    public RateRatio? Ratio =>
        Unit is { } unit && Trial is { } trial
            ? RateRatio.Of(unit.Events, unit.PatientMonths, trial.Events, trial.PatientMonths)
            : null;

    /// <param name="trial">See <see cref="OfTrial"/>.</param>
    public static StreamExposure Of(IReadOnlyCollection<StreamPatient> patients, EventRate? trial)
    {
        var timed = patients.Where(patient => patient.IsTimed).ToList();
        double months = timed.Sum(patient => patient.MonthsToEvent ?? patient.MonthsWatched);
        return new StreamExposure(
            timed.Count,
            patients.Count(patient => patient is { IsAssessed: true, IsTimed: false }),
            months > 0 ? new EventRate(timed.Count(patient => patient.HasEvent), months) : null,
            trial
        );
    }

    /// <summary>The trial's rate from its part of patients with an event and the time they were treated. Follow-up alone would make it two to three times too low.</summary>
    /// <param name="followUpMonths">Above 0.</param>
    /// <param name="medianTreatmentMonths">Above 0.</param>
    /// <returns>Null where every patient had an event, or no hazard gives so many before treatment ends.</returns>
    public static EventRate? OfTrial(ReferenceCount trial, double followUpMonths, double medianTreatmentMonths)
    {
        if (trial.PatientsWithEvent == trial.Patients)
            return null;
        var exposure = TreatmentExposure.Of(
            (double)trial.PatientsWithEvent / trial.Patients,
            followUpMonths,
            medianTreatmentMonths
        );
        return exposure is { } found
            ? new EventRate(trial.PatientsWithEvent, trial.Patients * found.MeanMonthsAtRisk)
            : null;
    }
}

/// <summary>Infusion reactions of any grade against the trial's, early in treatment, where almost all of them come.</summary>
/// <param name="Patients">Assessed patients whose first infusions are behind them.</param>
/// <param name="Observed">Of them, with a reaction at one of these infusions.</param>
/// <param name="Expected">Patients times the trial's part who react that early.</param>
/// <param name="Infusions">How many first infusions are meant: 1 or more.</param>
/// <param name="Unplaced">Patients left out because a reaction of theirs belongs to no infusion on record.</param>
public sealed record EarlyReactions(int Patients, int Observed, double Expected, int Infusions, int Unplaced)
{
    // A cycle of both regimens; who stopped before its end has none of these infusions to come either.
    private const double CycleDays = 28;

    /// <param name="patients">Of the infusion-reaction stream of any grade.</param>
    /// <param name="timing">How early the trial's patients reacted.</param>
    /// <param name="now">Nothing later is known.</param>
    public static EarlyReactions Of(
        IReadOnlyList<StreamPatient> patients,
        ReferenceCount trial,
        ReactionTiming timing,
        DateTimeOffset now
    )
    {
        var assessed = patients.Where(patient => patient.IsAssessed).ToList();
        var past = assessed
            .Where(patient => patient.Episodes.All(episode => episode.InfusionOrdinal is not null))
            .Where(patient =>
                timing.Infusions == 1
                || patient.Window is not WindowState.Open
                || (now - patient.FirstInfusionAt).TotalDays >= CycleDays
            )
            .ToList();
        double p = (double)trial.PatientsWithEvent / trial.Patients;
        double early = InfusionReactionModel.Of(p, timing.Part, infusions: 2).First;
        return new EarlyReactions(
            past.Count,
            past.Count(patient => patient.Episodes.Any(episode => episode.InfusionOrdinal <= timing.Infusions)),
            past.Count * early,
            timing.Infusions,
            assessed.Count(patient => patient.Episodes.Any(episode => episode.InfusionOrdinal is null))
        );
    }
}
