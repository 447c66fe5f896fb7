using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Patients;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Patients;

/// <summary>What is typed of the beginning of a course.</summary>
public sealed class BaselineDraftTests
{
    private static readonly CourseBaseline Full = new(
        68_000,
        new PriorTreatment { Lines = 3, Lenalidomide = Stated.Yes },
        EcogStatus.Ecog2,
        new RenalFunction(48_500, new DateOnly(2026, 2, 20))
    );

    public BaselineDraftTests() =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

    public static TheoryData<EcogStatus?, long?, string?, bool> Findings =>
        new()
        {
            { EcogStatus.Ecog0, 90_000, "2026-02-20", true },
            { EcogStatus.NotKnown, null, null, true },
            { null, null, null, false },
            { EcogStatus.Ecog4, 15_250, null, true },
        };

    [Theory]
    [MemberData(nameof(Findings))]
    public void Of_ReadAgain_IsTheSame(EcogStatus? ecog, long? egfr, string? on, bool entered)
    {
        var baseline = Full with
        {
            Ecog = ecog,
            Renal = entered
                ? new RenalFunction(egfr, on is null ? null : DateOnly.Parse(on, CultureInfo.InvariantCulture))
                : null,
        };

        Assert.Equal(baseline, BaselineDraft.Of(baseline).Readable);
        Assert.Empty(BaselineDraft.Of(baseline).Check());
    }

    [Fact]
    public void Empty_IsNotEntered_AndNotTheSameAsNotKnown()
    {
        Assert.Equal(CourseBaseline.Unknown, new BaselineDraft().Readable);
        Assert.Equal(
            RenalFunction.NotKnown,
            new BaselineDraft { EgfrNotKnown = true }
                .Readable
                .Renal
        );
    }

    [Theory]
    [InlineData("48.5", false, "", null)]
    [InlineData("fifty", false, "", "number.unreadable")]
    [InlineData("48.5", true, "", "course.egfr-and-not-known")]
    [InlineData("480", false, "", "course.egfr-range")]
    [InlineData("", false, "2026-02-20", "course.egfr-date-alone")]
    public void Check_Egfr(string egfr, bool notKnown, string on, string? code) =>
        Assert.Equal(
            code,
            new BaselineDraft
            {
                Egfr = egfr,
                EgfrNotKnown = notKnown,
                EgfrOn = on,
            }
                .Check()
                .FirstOrDefault()
                ?.Code
        );

    [Fact]
    public async Task Fields_OfADraft_ShowIt()
    {
        using var host = ComponentHost.With(services =>
            services.AddSingleton(new KnowledgeInForce(KnowledgeFiles.Load()))
        );
        string html = WebUtility.HtmlDecode(
            await host.HtmlAsync<BaselineFields>(
                new()
                {
                    ["Value"] = BaselineDraft.Of(Full),
                    ["ValueChanged"] = EventCallback.Factory.Create<BaselineDraft>(this, _ => { }),
                }
            )
        );

        foreach (
            string shown in new[]
            {
                "value=\"Ecog2\" selected",
                "value=\"48.5\"",
                "value=\"2026-02-20\"",
                "eGFR (mL/min/1.73 m²)",
                "not entered",
            }
        )
            Assert.Contains(shown, html, StringComparison.Ordinal);
    }
}
