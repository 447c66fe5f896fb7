using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Signals;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Signals;

/// <summary>What the panels beside a stream say, in both languages.</summary>
public sealed class StreamPanelTests
{
    private static readonly Knowledge Shipped = KnowledgeFiles.Load();
    private static readonly UnitClock Clock = new(TimeProvider.System, TimeZoneInfo.Utc);
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly StreamKey Uri = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.UpperRespiratoryInfection,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    private static readonly StreamKey Reactions = Uri with { LltCode = CtcaeTerms.InfusionRelatedReaction };

    [Fact]
    public async Task Comparison_BelowTheMinimum_ShowsCountsAndNoShareOfTheUnit()
    {
        string html = await PanelAsync<StreamComparisonPanel>(Detail(Uri, patients: 1, events: 1));

        Assert.Contains(">1 of 1<", html, StringComparison.Ordinal);
        Assert.DoesNotContain("100", html, StringComparison.Ordinal);
        Assert.Contains("So few patients allow no statement about a share", html, StringComparison.Ordinal);
        Assert.Contains(
            "Percentages and probabilities are shown from 10 assessed patients on",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("With 1 assessed no excess could have shown", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparison_FromTheMinimumOn_ShowsBothIntervalsAndTheBounds()
    {
        string html = await PanelAsync<StreamComparisonPanel>(Detail(Uri, patients: 30, events: 12));

        foreach (
            string figure in new[]
            {
                "12 of 30 (40.0 %)",
                "52 of 152 (34.2 %)",
                "24.6–57.7 %",
                "22.7–59.4 %",
                "73.1 %",
                "14.4 %",
            }
        )
            Assert.Contains(figure, html, StringComparison.Ordinal);
        Assert.Contains("A doubling of the share would show with about 12 patients.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparison_OnAnotherScale_ComparesNothing()
    {
        string html = await PanelAsync<StreamComparisonPanel>(
            Detail(Uri, patients: 30, events: 12) with
            {
                IsComparable = false,
            }
        );

        Assert.Contains("not compared", html, StringComparison.Ordinal);
        Assert.DoesNotContain("34.2", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exposure_OfIsaKd_SaysWhichAnalysesItMixes()
    {
        string html = await PanelAsync<StreamExposurePanel>(
            Detail(Uri with { Regimen = Regimen.IsaKd }, patients: 12, events: 3)
        );

        Assert.Contains("a median treatment of 21.6 months", html, StringComparison.Ordinal);
        Assert.Contains(
            "Rate and follow-up come from B: updated analysis, 2022, treatment time from C: final overall survival, 2023.",
            html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Exposure_OfIsaPd_ShowsTheTrialsRateByTheTimeOfTreatment()
    {
        string html = await PanelAsync<StreamExposurePanel>(Detail(Uri, patients: 12, events: 3));

        Assert.Contains("3.46 (", html, StringComparison.Ordinal);
        Assert.Contains("a median treatment of 10.9 months", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exposure_OfReactions_ExpectsByPatientAndShowsNoMonthlyRateOfTheTrial()
    {
        string html = await PanelAsync<StreamExposurePanel>(Detail(Reactions, patients: 12, events: 3));

        Assert.Contains(
            "At the first infusion 3 of 12 patients reacted; 4.6 were to be expected by the trial.",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("would mislead and is not shown", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patients_EachStatus_HasItsWords()
    {
        var courses = new[]
        {
            Course(1, Uri, withEvent: true),
            Course(2, Uri, withEvent: false),
            Course(3, Uri, withEvent: false) with
            {
                End = new TreatmentEnd(new DateOnly(2026, 3, 20), CourseEndReason.ProgressiveDisease),
            },
        };
        var detail = Detail(Uri, courses);
        string html = await PanelAsync<StreamPatientsPanel>(
            detail with
            {
                Patients =
                [
                    .. detail.Patients,
                    detail.Patients[1] with
                    {
                        PatientId = Person(4),
                        CourseCode = "C-4",
                        Status = TallyStatus.NotAssessed,
                    },
                ],
            }
        );

        foreach (
            string words in new[]
            {
                "none so far",
                "none, observed to the end",
                "not assessed",
                "20 Mar 2026, progression of the myeloma",
                "href=\"/courses/",
            }
        )
            Assert.Contains(words, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panels_Curves_HavePictureAndTableFromTheMinimumOnOnly()
    {
        foreach (int patients in new[] { 9, 10 })
        {
            var detail = Detail(Uri, patients, events: 3);
            foreach (
                string html in new[]
                {
                    await PanelAsync<IncidencePanel>(detail),
                    await PanelAsync<RecurrencePanel>(detail),
                }
            )
            {
                Assert.Equal(patients >= 10, html.Contains("<svg", StringComparison.Ordinal));
                Assert.Equal(
                    patients < 10,
                    html.Contains("A curve is drawn from 10 assessed patients on", StringComparison.Ordinal)
                );
            }
        }
    }

    [Fact]
    public async Task Reactions_Grades_AndDocumentation_NameTheTrialsVerifiedRows()
    {
        var detail = Detail(Reactions, patients: 12, events: 3);
        string byInfusion = await PanelAsync<ReactionInfusionPanel>(detail);
        Assert.Contains("/reference/icaria-a-irr-infusion1-any-caic-isapd", byInfusion, StringComparison.Ordinal);
        Assert.Contains("number 3 and later, together", byInfusion, StringComparison.Ordinal);
        Assert.Contains(
            "/reference/icaria-a-irr-g2-caic-isapd",
            await PanelAsync<WorstGradePanel>(detail),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "0 of 0 complete patients",
            await PanelAsync<DocumentationPanel>(detail),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Panels_InRussian_SpeakRussian()
    {
        var detail = Detail(Reactions, patients: 12, events: 3);
        Assert.Contains(
            "Точные исходные данные",
            await PanelAsync<StreamInputsPanel>(detail, "ru"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "3 из 12 (25,0 %)",
            await PanelAsync<StreamComparisonPanel>(detail, "ru"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "прогрессирование миеломы",
            await PanelAsync<StreamPatientsPanel>(
                Detail(
                    Uri,
                    [
                        Course(3, Uri, false) with
                        {
                            End = new TreatmentEnd(new DateOnly(2026, 3, 20), CourseEndReason.ProgressiveDisease),
                        },
                    ]
                ),
                "ru"
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Не пропущены ли здесь явления?",
            await PanelAsync<DocumentationPanel>(detail, "ru"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void StepCurve_RisesFromTheBottomLeft_AndPutsTheTrialAtItsFollowUp()
    {
        var curve = StepCurve.Of([new CurveStep(6, 0.5, 0.25, 0.75)], until: 12, [0.5, 1], (24, 0.5, 0.4, 0.6));

        Assert.StartsWith($"{StepCurve.N(StepCurve.Left)},176 ", curve.Line, StringComparison.Ordinal);
        Assert.Equal(StepCurve.Width - 12, curve.Mark!.X, 1e-9);
        Assert.Equal(curve.Ticks[2].Y, curve.Mark.Y, 1e-9);
        Assert.Equal(1, curve.Ticks[^1].Value, 1e-12);
    }

    private static PatientId Person(int number) => new(new Guid(number, 0, 7, [8, 0, 0, 0, 0, 0, 0, 1]));

    private static StreamCourse Course(int number, StreamKey key, bool withEvent)
    {
        var infusion = new InfusionId(new Guid(number, 1, 7, [8, 0, 0, 0, 0, 0, 0, 2]));
        var at = Start.AddDays(number);
        return new StreamCourse(
            new CourseId(new Guid(number, 2, 7, [8, 0, 0, 0, 0, 0, 0, 3])),
            Person(number),
            $"C-{number}",
            [
                new StreamInfusion(
                    infusion,
                    1,
                    InfusionStatus.Ended,
                    at,
                    at.AddHours(3),
                    withEvent ? ReactionStatement.ReactionsRecorded : ReactionStatement.NoReactionObserved
                ),
                new StreamInfusion(
                    new InfusionId(new Guid(number, 3, 7, [8, 0, 0, 0, 0, 0, 0, 2])),
                    2,
                    InfusionStatus.Ended,
                    at.AddDays(60),
                    at.AddDays(60).AddHours(3),
                    ReactionStatement.NoReactionObserved
                ),
            ],
            withEvent
                ?
                [
                    new StreamEvent(
                        new TallyEvent(
                            key.LltCode,
                            at.AddHours(1),
                            [new TallyGrading(Shipped.Ctcae.Version, Grade.Grade2)]
                        ),
                        infusion
                    ),
                ]
                : [],
            [],
            null
        );
    }

    private static StreamDetail Detail(StreamKey key, int patients, int events) =>
        Detail(key, [.. Enumerable.Range(1, patients).Select(i => Course(i, key, i <= events))]);

    private static StreamDetail Detail(StreamKey key, IReadOnlyList<StreamCourse> courses)
    {
        var row = Shipped.Rates.ForBoard(key.Regimen, key.LltCode, key.Basis, key.Band);
        var now = Start.AddDays(400);
        var patients = StreamCohort.Of(
            courses,
            key,
            Shipped.Scale,
            row?.Cut.MedianFollowUpMonths is { } months ? StreamTime.Of((double)months) : null,
            Clock,
            now
        );
        return new StreamDetail(
            key,
            courses,
            patients,
            patients,
            row,
            null,
            IsComparable: true,
            MinimumPatients: 10,
            now
        );
    }

    private static async Task<string> PanelAsync<T>(StreamDetail detail, string culture = "en-GB")
        where T : IComponent
    {
        using var host = ComponentHost.With(services =>
            services
                .AddSingleton(Clock)
                .AddSingleton(new KnowledgeInForce(Shipped))
                .AddSingleton(Shipped)
                .AddScoped<StreamWords>()
        );
        return WebUtility.HtmlDecode(await host.HtmlAsync<T>(new() { ["Detail"] = detail }, culture));
    }
}
