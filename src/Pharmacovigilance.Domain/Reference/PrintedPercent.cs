using System.Globalization;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>A percentage exactly as a publication prints it: "38" and "38.0" differ, since they allow different counts.</summary>
/// <param name="Value">0 to 100.</param>
/// <param name="Decimals">Digits after the point, 0 to 3.</param>
public readonly record struct PrintedPercent(decimal Value, int Decimals)
{
    public static bool TryParse(string text, out PrintedPercent percent)
    {
        percent = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return false;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (value is < 0 or > 100 || decimals > 3 || (point >= 0 && decimals == 0))
            return false;
        percent = new PrintedPercent(value, decimals);
        return true;
    }

    /// <summary>
    /// Whether x of n, rounded to the printed digits, gives this percentage. A tie is accepted both ways, because it is
    /// not known how a publication rounds.
    /// </summary>
    public bool CouldBe(int x, int n)
    {
        var halfStep = 0.5m;
        for (var i = 0; i < Decimals; i++)
            halfStep /= 10m;
        return n > 0 && x >= 0 && x <= n && Math.Abs((100m * x) - (Value * n)) <= halfStep * n;
    }

    /// <summary>Every count of n patients that prints like this; usually one, sometimes two, sometimes none.</summary>
    public IReadOnlyList<int> CountsOf(int n)
    {
        var percent = this;
        return [.. Enumerable.Range(0, n + 1).Where(x => percent.CouldBe(x, n))];
    }

    public override string ToString() =>
        Value.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
