namespace Pharmacovigilance.Domain.Signals;

/// <summary>One patient: all events while observed.</summary>
/// <param name="Months">Times of the events, from the first infusion.</param>
/// <param name="ObservedMonths">How long the patient was observed.</param>
public sealed record RecurrentEvents(IReadOnlyList<double> Months, double ObservedMonths);

/// <summary>The mean number of events per patient by then.</summary>
/// <param name="StandardError">Lawless and Nadeau's, robust to events that come in series.</param>
public sealed record CountPoint(double Months, int AtRisk, int Events, double Mean, double StandardError)
{
    /// <summary>Symmetric about the mean; it can reach below 0 where few events came.</summary>
    public Interval Interval(double level = 0.95)
    {
        double width = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - ((1 - level) / 2)) * StandardError;
        return new Interval(Mean - width, Mean + width);
    }
}

/// <summary>The mean cumulative count: how many events a patient has had on average, each of them counted.</summary>
public static class MeanCumulativeCount
{
    /// <returns>One point for each time at which an event came.</returns>
    public static IReadOnlyList<CountPoint> Of(IReadOnlyList<RecurrentEvents> patients)
    {
        var points = new List<CountPoint>();
        double[] deviation = new double[patients.Count];
        double mean = 0;
        foreach (double time in patients.SelectMany(patient => patient.Months).Distinct().Order())
        {
            int atRisk = patients.Count(patient => patient.ObservedMonths >= time);
            int events = patients.Sum(patient => Here(patient, time));
            double rise = (double)events / atRisk;
            mean += rise;
            double variance = 0;
            for (int i = 0; i < deviation.Length; i++)
            {
                if (patients[i].ObservedMonths >= time)
                    deviation[i] += (Here(patients[i], time) - rise) / atRisk;
                variance += deviation[i] * deviation[i];
            }

            points.Add(new CountPoint(time, atRisk, events, mean, Math.Sqrt(variance)));
        }

        return points;
    }

    private static int Here(RecurrentEvents patient, double time) => patient.Months.Count(month => month == time);
}
