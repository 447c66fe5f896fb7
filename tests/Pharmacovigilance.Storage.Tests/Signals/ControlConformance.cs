using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>Control terms: chosen and signed by an officer, kept with how many had begun by then, and without influence on any line.</summary>
public abstract class ControlConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly StreamKey Diarrhea = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.Diarrhea,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    private static readonly StreamKey Anemia = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = "10002272",
        Basis = EventBasis.Laboratory,
        Band = GradeBand.GradeAtLeast3,
    };
    private Actor officer = null!;

    private ControlStore Store => Unit.Unit.Stores.Controls;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await Unit.Unit.Stores.Tallies.CountAnewIfOutdatedAsync();
    }

    [Fact]
    public async Task Sign_BeforeAnybodyBegan_IsKeptWithThat()
    {
        await SignAsync([Diarrhea, Anemia], 0);

        var choice = Assert.Single(await Store.HistoryAsync());
        Assert.Equal(
            (Regimen.IsaPd, 1, 0, "as agreed", "officer", Unit.Now),
            (choice.Regimen, choice.Revision, choice.PatientsBegun, choice.Reason, choice.SignedBy, choice.SignedAt)
        );
        Assert.Equal([Diarrhea, Anemia], choice.Streams);
        var entry = Unit.Audit.Page(new AuditFilter(), take: 1)[0].Entry;
        Assert.Equal(("controls.signed", "IsaPd", "as agreed"), (entry.Action, entry.SubjectId, entry.Reason));
        Assert.Contains(Diarrhea.ToString(), entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_Again_KeepsTheEarlierChoiceAndSaysAfterHowMany()
    {
        await SignAsync([Diarrhea], 0);
        foreach (var regimen in new[] { Regimen.IsaPd, Regimen.IsaPd, Regimen.IsaKd })
            await Unit.GiveAsync(await Unit.RegisterAsync(regimen), 1);
        await SignAsync([Anemia], 1);

        Assert.Equal(
            [(2, 2), (1, 0)],
            (await Store.HistoryAsync()).Select(choice => (choice.Revision, choice.PatientsBegun))
        );
        Assert.Equal(2, Unit.Count("control_choice"));
    }

    [Fact]
    public async Task Sign_SomebodyWasFaster_IsRefused()
    {
        await SignAsync([Diarrhea], 0);
        Assert.Equal("controls.changed", await RefusedAsync(() => SignAsync([Anemia], 0)));
    }

    [Fact]
    public async Task Sign_WhatCannotBe_IsRefusedAndNothingIsWritten()
    {
        Assert.Equal("controls.number", await RefusedAsync(() => SignAsync([], 0)));
        Assert.Equal("reason-required", await RefusedAsync(() => SignAsync([Diarrhea], 0, reason: " ")));
        Assert.Equal(
            "controls.not-offered",
            await RefusedAsync(() => SignAsync([Diarrhea with { LltCode = "10047700" }], 0))
        );
        Assert.Equal(
            "controls.not-offered",
            await RefusedAsync(() => SignAsync([Diarrhea with { Regimen = Regimen.IsaKd }], 0))
        );
        Assert.Equal(0, Unit.Count("control_choice"));
    }

    [Fact]
    public async Task Sign_OnlyAnOfficer_AndNeverTheProduct()
    {
        foreach (var actor in new[] { Unit.Nurse, Unit.Physician, Actor.Product })
            await Assert.ThrowsAsync<NotAllowedException>(() =>
                Store.SignAsync(actor, Regimen.IsaPd, [Diarrhea], 0, "as agreed")
            );
        Assert.Equal(0, Unit.Count("control_choice"));
    }

    [Fact]
    public async Task Sign_Repeated_IsOne()
    {
        await Store.SignAsync(officer, Regimen.IsaPd, [Diarrhea], 0, "as agreed", "once");
        await Store.SignAsync(officer, Regimen.IsaPd, [Diarrhea], 0, "as agreed", "once");
        Assert.Equal(1, Unit.Count("control_choice"));
    }

    [Theory]
    [InlineData("update control_choice set patients_begun = 0")]
    [InlineData("delete from control_choice")]
    public async Task Choice_IsNeverChanged(string sql)
    {
        await SignAsync([Diarrhea], 0);
        await Assert.ThrowsAnyAsync<Exception>(() =>
            Unit.Unit.Queue.RunAsync(new WriteRequest(officer, "test.change"), scope => scope.Execute(sql))
        );
        Assert.Equal(1, Unit.Count("control_choice"));
    }

    /// <summary>The same facts give the same board, letter for letter, and the same signals, whatever is chosen and whatever is counted in the controls.</summary>
    [Fact]
    public async Task Choice_WhateverIsCounted_ChangesNoStateOfAnyLine()
    {
        for (int i = 0; i < 12; i++)
        {
            var course = await Unit.RegisterAsync();
            await Unit.GiveAsync(course, 1);
            if (i % 2 == 0)
                await Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade2);
            if (i % 3 == 0)
                await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade3);
            var before = await Unit.Board.ReadAsync();
            long signals = Unit.Count("signal_step");
            await SignAsync(i % 2 == 0 ? [Diarrhea] : [Diarrhea, Anemia], i);
            var after = await Unit.Board.ReadAsync();

            Assert.Equal(BoardText.Of(before), BoardText.Of(after));
            Assert.Equal(signals, Unit.Count("signal_step"));
            Assert.NotNull(RecordingLine.Of((await Store.HistoryAsync())[0], after, _ => 0.5 * i).Level);
            Assert.Equal(BoardText.Of(before), BoardText.Of(await Unit.Board.ReadAsync()));
            Unit.Pass(TimeSpan.FromMinutes(1));
        }
    }

    private Task SignAsync(IReadOnlyCollection<StreamKey> streams, int seen, string reason = "as agreed") =>
        Store.SignAsync(officer, Regimen.IsaPd, streams, seen, reason);
}

public sealed class ControlOnSqlite() : ControlConformance(TestUnit.OnSqlite());

public sealed class ControlOnPostgres() : ControlConformance(TestUnit.OnPostgres());
