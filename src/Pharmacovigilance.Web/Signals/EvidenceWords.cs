using System.Globalization;

namespace Pharmacovigilance.Web.Signals;

/// <summary>E-values as people read them. What is compared and stored is the logarithm.</summary>
internal static class EvidenceWords
{
    private const double Most = 1_000_000;

    /// <summary>1.2, 20, 3,400; nothing above a million says more than that.</summary>
    public static string Value(double lnE)
    {
        double e = Math.Exp(Math.Min(lnE, Math.Log(Most)));
        string text = e.ToString(e < 9.95 ? "0.0" : "#,0", CultureInfo.CurrentCulture);
        return e >= Most ? $"≥ {text}"
            : e < 0.05 ? $"< {0.1.ToString("0.0", CultureInfo.CurrentCulture)}"
            : text;
    }
}
