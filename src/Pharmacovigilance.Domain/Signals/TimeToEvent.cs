namespace Pharmacovigilance.Domain.Signals;

/// <summary>How a patient's observation ended.</summary>
public enum ObservationEnd
{
    /// <summary>It goes on, or was lost: nothing has come yet.</summary>
    Censored = 0,

    /// <summary>The adverse event came first.</summary>
    AdverseEvent = 1,

    /// <summary>The patient died without the event.</summary>
    Death = 2,

    /// <summary>The disease progressed and treatment ended without the event.</summary>
    Progression = 3,
}

/// <summary>One patient: months from the first infusion to what came first.</summary>
public sealed record Observation(double Months, ObservationEnd End);

/// <summary>What happened at one time.</summary>
internal sealed record Moment(double Months, int AtRisk, int Events, int Deaths, int Progressions, int Censored)
{
    public int Left => Events + Deaths + Progressions;

    /// <summary>All different times in order; who is censored at a time is still at risk at it.</summary>
    public static IReadOnlyList<Moment> Of(IReadOnlyCollection<Observation> patients)
    {
        int atRisk = patients.Count;
        var moments = new List<Moment>();
        foreach (var group in patients.GroupBy(patient => patient.Months).OrderBy(group => group.Key))
        {
            int Count(ObservationEnd end) => group.Count(patient => patient.End == end);
            moments.Add(
                new Moment(
                    Months: group.Key,
                    AtRisk: atRisk,
                    Events: Count(ObservationEnd.AdverseEvent),
                    Deaths: Count(ObservationEnd.Death),
                    Progressions: Count(ObservationEnd.Progression),
                    Censored: Count(ObservationEnd.Censored)
                )
            );
            atRisk -= group.Count();
        }

        return moments;
    }
}

/// <summary>Cumulative incidence at one time, with death and progression competing.</summary>
/// <param name="EventFree">Part of patients still treated without an event.</param>
/// <param name="StandardError">Of <paramref name="AdverseEvent"/>.</param>
public sealed record IncidencePoint(
    double Months,
    int AtRisk,
    double EventFree,
    double AdverseEvent,
    double Death,
    double Progression,
    double StandardError
);

/// <summary>
/// Aalen and Johansen's estimate: the part of patients who have had the event by then. The trial's percentage is nearest to
/// its value at the trial's follow-up.
/// </summary>
public static class CumulativeIncidence
{
    /// <returns>One point for each time at which anything was observed; none for no patients.</returns>
    public static IReadOnlyList<IncidencePoint> Of(IReadOnlyCollection<Observation> patients)
    {
        var points = new List<IncidencePoint>();
        var variance = new IncidenceVariance();
        double free = 1,
            events = 0,
            deaths = 0,
            progressions = 0;
        foreach (var moment in Moment.Of(patients))
        {
            double each = free / moment.AtRisk;
            variance.Add(moment, free, each * moment.Events);
            events += each * moment.Events;
            deaths += each * moment.Deaths;
            progressions += each * moment.Progressions;
            free *= 1 - ((double)moment.Left / moment.AtRisk);
            points.Add(
                new IncidencePoint(
                    Months: moment.Months,
                    AtRisk: moment.AtRisk,
                    EventFree: free,
                    AdverseEvent: events,
                    Death: deaths,
                    Progression: progressions,
                    StandardError: Math.Sqrt(Math.Max(0, variance.Value))
                )
            );
        }

        return points;
    }

    /// <summary>Greenwood's variance of the incidence, kept up in one pass: sums of 1, F and F² over the times so far.</summary>
    private sealed class IncidenceVariance
    {
        private double incidence,
            squares,
            first,
            constant,
            own,
            cross,
            crossFirst;

        public double Value =>
            (incidence * incidence * constant)
            - (2 * incidence * first)
            + squares
            + own
            - (2 * ((incidence * cross) - crossFirst));

        public void Add(Moment moment, double freeBefore, double step)
        {
            incidence += step;
            double y = moment.AtRisk,
                left = moment.Left,
                d = moment.Events;
            // Nobody is left: the term would be 0/0, and the incidence does not rise any more.
            double greenwood = y > left ? left / (y * (y - left)) : 0;
            constant += greenwood;
            first += greenwood * incidence;
            squares += greenwood * incidence * incidence;
            own += freeBefore * freeBefore * d * (y - d) / (y * y * y);
            double both = freeBefore * d / (y * y);
            cross += both;
            crossFirst += both * incidence;
        }
    }
}

/// <summary>Kaplan and Meier's estimate at one time.</summary>
/// <param name="StandardError">Greenwood's, of <paramref name="Survival"/>.</param>
/// <param name="Hazard">Nelson and Aalen's cumulative hazard.</param>
public sealed record SurvivalPoint(
    double Months,
    int AtRisk,
    int Events,
    int Censored,
    double Survival,
    double StandardError,
    double Hazard,
    double HazardError
)
{
    /// <summary>On the log(−log) scale; null at 1 and 0, where it does not exist.</summary>
    public Interval? LogLog(double level = 0.95)
    {
        if (Survival is not (> 0 and < 1))
            return null;
        double log = Math.Log(Survival),
            width = Z(level) * StandardError / (Survival * -log);
        return new Interval(Math.Pow(Survival, Math.Exp(width)), Math.Pow(Survival, Math.Exp(-width)));
    }

    /// <summary>Symmetric, cut to 0 and 1.</summary>
    public Interval Plain(double level = 0.95) =>
        new(Math.Max(0, Survival - (Z(level) * StandardError)), Math.Min(1, Survival + (Z(level) * StandardError)));

    /// <summary>On the log scale, cut to 1; null at 0.</summary>
    public Interval? Log(double level = 0.95)
    {
        if (Survival is not > 0)
            return null;
        double width = Z(level) * StandardError / Survival;
        return new Interval(Survival * Math.Exp(-width), Math.Min(1, Survival * Math.Exp(width)));
    }

    private static double Z(double level) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - ((1 - level) / 2));
}

/// <summary>Time to the event with everything else censored. It overstates the incidence where death and progression compete.</summary>
public static class KaplanMeier
{
    /// <inheritdoc cref="CumulativeIncidence.Of"/>
    public static IReadOnlyList<SurvivalPoint> Of(IReadOnlyCollection<Observation> patients)
    {
        var points = new List<SurvivalPoint>();
        double survival = 1,
            greenwood = 0,
            hazard = 0,
            hazardVariance = 0;
        foreach (var moment in Moment.Of(patients))
        {
            double y = moment.AtRisk,
                d = moment.Events;
            survival *= 1 - (d / y);
            greenwood += y > d ? d / (y * (y - d)) : 0;
            hazard += d / y;
            hazardVariance += d / (y * y);
            points.Add(
                new SurvivalPoint(
                    moment.Months,
                    moment.AtRisk,
                    moment.Events,
                    moment.Deaths + moment.Progressions + moment.Censored,
                    survival,
                    survival * Math.Sqrt(greenwood),
                    hazard,
                    Math.Sqrt(hazardVariance)
                )
            );
        }

        return points;
    }
}
