using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.AdverseEvents;
using Pharmacovigilance.Web.Tests.Verbs.Replay;

namespace Pharmacovigilance.Web.Tests.AdverseEvents;

public class LabTrendPlotTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static LabTrendPlot Plot(CtcaeVersion version, decimal? lln, params decimal[] oldestFirst)
    {
        var labs = oldestFirst
            .Select(
                (value, day) =>
                    new LabResult
                    {
                        Id = default,
                        CourseId = default,
                        Value = Value(value),
                        LowerLimitOfNormal = lln is { } limit ? Value(limit) : null,
                        EnteredValue = "",
                        CollectedAt = Start.AddDays(day),
                        RecordedAt = Start,
                        RecordedBy = "nurse",
                    }
            )
            .Reverse()
            .ToList();
        return LabTrendPlot.Of(
            LabTest.NeutrophilCount,
            labs,
            ReplayProbe.Knowledge.Library[version].TermFor(LabTest.NeutrophilCount)?.Laboratory
        );
    }

    private static LabValue Value(decimal number) =>
        LabValue.TryRead(LabTest.NeutrophilCount, number, "10*9/L", out var value, out var refusal)
            ? value
            : throw new ArgumentException(refusal.Sentence, nameof(number));

    [Theory]
    [InlineData(CtcaeVersion.V50, 1.8, "4321")]
    [InlineData(CtcaeVersion.V50, null, "432")]
    [InlineData(CtcaeVersion.V50, 1.2, "432")]
    [InlineData(CtcaeVersion.V60, null, "4321")]
    public void Bands_AreThoseOfTheVersionAndLieOnOneAnother(CtcaeVersion version, double? lln, string grades)
    {
        var plot = Plot(version, (decimal?)lln, 2m, 0.3m);

        Assert.Equal(grades, string.Concat(plot.Bands.Select(band => (int)band.Grade)));
        Assert.All(plot.Bands.Zip(plot.Bands.Skip(1)), pair => Assert.Equal(pair.First.Top, pair.Second.Bottom));
        Assert.All(plot.Bands.Zip(plot.Bands.Skip(1)), pair =>
            Assert.True(pair.First.WordY - pair.Second.WordY >= 14, "two names overlap")
        );
        Assert.All(plot.Bands, band => Assert.InRange(band.WordY, 10, LabTrendPlot.Height));
    }

    [Theory]
    [InlineData(CtcaeVersion.V50, 0.49, 4)]
    [InlineData(CtcaeVersion.V50, 0.51, 3)]
    [InlineData(CtcaeVersion.V60, 0.49, 3)]
    [InlineData(CtcaeVersion.V50, 0, 4)]
    [InlineData(CtcaeVersion.V50, 1.79, 1)]
    [InlineData(CtcaeVersion.V50, 1.81, null)]
    [InlineData(CtcaeVersion.V50, 150, null)]
    public void Point_LiesInTheBandOfItsGrade(CtcaeVersion version, double value, int? grade)
    {
        var plot = Plot(version, 1.8m, 3m, (decimal)value);
        double y = plot.Points[^1].Y;

        Assert.Equal(grade, (int?)plot.Bands.SingleOrDefault(band => y > band.Top && y <= band.Bottom)?.Grade);
        Assert.All(plot.Points, point => Assert.InRange(point.Y, 0, LabTrendPlot.Height));
        Assert.All(plot.Points, point => Assert.InRange(point.X, 0, LabTrendPlot.Width));
    }

    [Fact]
    public void Points_RunFromOldestToNewest() =>
        Assert.Equal(
            [1m, 2m, 3m],
            Plot(CtcaeVersion.V50, null, 1m, 2m, 3m)
                .Points.OrderBy(point => point.X)
                .Select(point => point.Lab.Value.Canonical)
        );
}
