using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>The board from real records: signals follow from them, and every board that was shown can be shown again.</summary>
public abstract class BoardHistoryConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly StreamKey Reactions = new()
    {
        Regimen = Regimen.IsaKd,
        LltCode = CtcaeTerms.InfusionRelatedReaction,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    private readonly Dictionary<DateTimeOffset, string> shown = [];

    /// <summary>Which counts bear a signal was worked out by the method that takes the unit for the trial.</summary>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Unit.BeginBeforeSpreadAsync();
    }

    [Fact]
    public async Task AtAsync_AnyPastInstant_GivesWhatWasShownToTheByte()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        var rows = new List<AdverseEventId>();
        for (int i = 0; i < 14; i++)
            rows.Add(await ReactedAsync());
        Assert.Equal(StreamState.Signal, (await RowAsync()).State);
        foreach (var row in rows.Take(5))
        {
            await Unit.Events.TakeBackAsync(Unit.Nurse, row, "entered for the wrong patient");
            await ShowAsync();
        }

        Assert.Equal(SignalStatus.Withdrawn, (await RowAsync()).Latch!.Status);
        await Unit.Unit.Stores.Margins.SetAsync(officer, Reactions, 1.25, 1, "older patients");
        await ShowAsync();
        await Unit.EventAsync(await TreatedAsync(), CtcaeTerms.Hypertension, Grade.Grade3);
        await ShowAsync();

        var fresh = new BoardStore(Unit.Unit.Database);
        Assert.Equal(shown.Values.Last(), BoardText.Of(await fresh.ReadAsync()));
        Assert.True(shown.Values.Distinct(StringComparer.Ordinal).Count() > 10);
        foreach (var (at, text) in shown)
            Assert.Equal(text, BoardText.Of(await fresh.AtAsync(at)));
    }

    [Fact]
    public async Task Signal_FollowsTheRecords_IsWithdrawnReinstatedAndAfterClosingBeginsAnew()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        var signals = Unit.Unit.Stores.Signals;
        AdverseEventId last = default;
        while ((await RowAsync()).State is not StreamState.Signal)
            last = await ReactedAsync();
        var raised = Assert.Single(await signals.LatchedAsync());
        Assert.Equal((Reactions, 0, SignalStatus.Raised), (raised.Key, raised.Epoch, raised.Status));

        await Unit.Events.TakeBackAsync(Unit.Nurse, last, "was a cough");
        Assert.Equal(SignalStatus.Withdrawn, Assert.Single(await signals.LatchedAsync()).Status);
        Assert.NotEqual(StreamState.Signal, (await RowAsync()).State);

        // The patient without a reaction weighs something: it takes more than the one that was taken back.
        for (int i = 0; i < 8 && (await RowAsync()).State is not StreamState.Signal; i++)
            await ReactedAsync();
        Assert.Equal(
            (raised.SignalId, SignalStatus.Raised),
            (Assert.Single(await signals.LatchedAsync()).SignalId, (await RowAsync()).Latch!.Status)
        );

        await signals.TransitionAsync(
            officer,
            raised.SignalId,
            SignalStatus.Raised,
            SignalStatus.Refuted,
            "case-mix",
            action: null
        );
        Assert.Equal(StreamState.Signal, (await RowAsync()).State);
        await signals.TransitionAsync(
            officer,
            raised.SignalId,
            SignalStatus.Refuted,
            SignalStatus.ClosedWithAction,
            "reviewed",
            "premedication checked"
        );
        var row = await RowAsync();
        Assert.Equal((StreamState.TooFew, 1, 0), (row.State, row.Evidence!.Epoch, row.Evidence.Patients));

        Unit.Pass(TimeSpan.FromMinutes(1));
        await ReactedAsync();
        row = await RowAsync();
        Assert.Equal((1, 1), (row.Evidence!.Patients, row.Evidence.PatientsWithEvent));
        Assert.True(row.Counts.PatientsAssessed > 10);
    }

    [Fact]
    public async Task Signal_JobThatIsRefused_LeavesNeitherEventNorEvidence()
    {
        await ReactedAsync();
        var before = BoardText.Of(await Unit.Board.ReadAsync());
        var course = await TreatedAsync();
        await ShowAsync();
        await Assert.ThrowsAsync<RefusedException>(() =>
            Unit.Events.RecordAsync(
                Unit.Nurse,
                course,
                Unit.Content(CtcaeTerms.InfusionRelatedReaction, Grade.Grade2) with
                {
                    OnsetAt = Unit.Now.AddDays(3),
                }
            )
        );
        Assert.Equal(shown.Values.Last(), BoardText.Of(await Unit.Board.ReadAsync()));
        Assert.NotEqual(before, shown.Values.Last());
        await ReactedAsync();
        Assert.Equal(2, (await RowAsync()).Counts.PatientsWithEvent);
    }

    [Fact]
    public async Task SetAsync_Margin_NeedsAnOfficerAReasonARangeAndWhatStands()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await ReactedAsync();
        var margins = Unit.Unit.Stores.Margins;
        await Assert.ThrowsAsync<NotAllowedException>(() => margins.SetAsync(Unit.Nurse, Reactions, 1.25, 1, "older"));
        Assert.Equal(
            "stream.margin-range",
            await RefusedAsync(() => margins.SetAsync(officer, Reactions, 2.01, 1, "older"))
        );
        Assert.Equal(
            "stream.margin-range",
            await RefusedAsync(() => margins.SetAsync(officer, Reactions, double.NaN, 1, "older"))
        );
        Assert.Equal("reason-required", await RefusedAsync(() => margins.SetAsync(officer, Reactions, 1.25, 1, " ")));
        Assert.Equal(
            "stream.margin-same",
            await RefusedAsync(() => margins.SetAsync(officer, Reactions, 1, 1, "older"))
        );
        await margins.SetAsync(officer, Reactions, 1.25, 1, "older");
        Assert.Equal(
            "stream.margin-changed",
            await RefusedAsync(() => margins.SetAsync(officer, Reactions, 1.5, 1, "older"))
        );
        Assert.Equal(1.25, (await RowAsync()).Definition.Margin);
    }

    [Fact]
    public async Task CourseEnd_ClosesTheWindowThirtyDaysLater()
    {
        var course = await TreatedAsync();
        await Unit.CourseEnds.EndAsync(
            Unit.Nurse,
            course,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.ProgressiveDisease)
        );
        Unit.Pass(TimeSpan.FromDays(32));
        await Unit.EventAsync(course, CtcaeTerms.Hypertension, Grade.Grade3);
        Assert.Equal((0, 1), Counts(await Unit.CountsAsync(Regimen.IsaKd, CtcaeTerms.Hypertension, GradeBand.Any)));

        var other = await TreatedAsync();
        await Unit.CourseEnds.EndAsync(
            Unit.Nurse,
            other,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.ProgressiveDisease)
        );
        Unit.Pass(TimeSpan.FromDays(29));
        await Unit.EventAsync(other, CtcaeTerms.Hypertension, Grade.Grade3);
        Assert.Equal((1, 2), Counts(await Unit.CountsAsync(Regimen.IsaKd, CtcaeTerms.Hypertension, GradeBand.Any)));
    }

    [Fact]
    public async Task StreamPage_EveryStream_CountsWhatTheBoardCounts()
    {
        // Severe only after the window, an event after the window, a value after it, a reaction nobody spoke about.
        var late = await TreatedAsync();
        var hypertension = await Unit.EventAsync(late, CtcaeTerms.Hypertension, Grade.Grade2);
        await Unit.CourseEnds.EndAsync(
            Unit.Nurse,
            late,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.ProgressiveDisease)
        );
        Unit.Pass(TimeSpan.FromDays(35));
        await Unit.Courses.RecordAsync(Unit.Nurse, hypertension, new EventCourseContent(Unit.Now, Grade.Grade3, null));
        await Unit.EventAsync(late, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade3);
        await Unit.AncAsync(late, 0.4m);
        await ReactedAsync();
        var silent = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.GiveAsync(silent, 1, ReactionStatement.NotReported);
        await Unit.AncAsync(silent, 0.4m);

        var pages = Unit.Unit.Stores.Streams;
        foreach (var row in await Unit.Board.ReadAsync())
        {
            var page = (await pages.ReadAsync(row.Key, 10))!;
            Assert.Equal(
                (row.Key, row.Counts.PatientsWithEvent, row.Counts.PatientsAssessed),
                (page.Key, page.K, page.M)
            );
            // What the board does not compare, its page does not either.
            Assert.Equal((row.Key, row.Evidence is not null), (page.Key, page.Trial is not null));
        }

        Assert.Equal((1, 3), Counts(await Unit.CountsAsync(Regimen.IsaKd, CtcaeTerms.Hypertension, GradeBand.Any)));
        Assert.Equal(
            (0, 3),
            Counts(await Unit.CountsAsync(Regimen.IsaKd, CtcaeTerms.Hypertension, GradeBand.GradeAtLeast3))
        );
        Assert.Equal(
            (0, 3),
            Counts(await Unit.CountsAsync(Regimen.IsaKd, CtcaeTerms.UpperRespiratoryInfection, GradeBand.Any))
        );
        Assert.Equal(
            (1, 1),
            Counts(
                await Unit.CountsAsync(
                    Regimen.IsaKd,
                    CtcaeTerms.NeutrophilCountDecreased,
                    GradeBand.GradeAtLeast3,
                    EventBasis.Laboratory
                )
            )
        );
    }

    private static (int K, int M) Counts(StreamCounts counts) => (counts.PatientsWithEvent, counts.PatientsAssessed);

    private Task<BoardRow> RowAsync() => Unit.RowAsync(Reactions.Regimen, Reactions.LltCode, Reactions.Band);

    private async Task<AdverseEventId> ReactedAsync()
    {
        var row = await Unit.EventAsync(await TreatedAsync(), CtcaeTerms.InfusionRelatedReaction, Grade.Grade2);
        await ShowAsync();
        return row;
    }

    private async Task<CourseId> TreatedAsync()
    {
        var course = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.GiveAsync(course, 1);
        return course;
    }

    private async Task ShowAsync()
    {
        shown[Unit.Now] = BoardText.Of(await Unit.Board.ReadAsync());
        Unit.Pass(TimeSpan.FromSeconds(1));
    }
}

public sealed class BoardHistoryOnSqlite() : BoardHistoryConformance(TestUnit.OnSqlite());

public sealed class BoardHistoryOnPostgres() : BoardHistoryConformance(TestUnit.OnPostgres());
