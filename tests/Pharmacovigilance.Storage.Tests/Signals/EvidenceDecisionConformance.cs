using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>A unit with a safety officer who decides how evidence is gathered, and with every board it has shown.</summary>
public abstract class EvidenceUnitConformance(TestUnit unit) : ClinicalConformance(unit)
{
    protected static readonly StreamKey Reactions = new()
    {
        Regimen = Regimen.IsaKd,
        LltCode = CtcaeTerms.InfusionRelatedReaction,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    protected static readonly StreamKey Infections = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.UpperRespiratoryInfection,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    protected static readonly StreamKey Neutropenia = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.NeutrophilCountDecreased,
        Basis = EventBasis.Laboratory,
        Band = GradeBand.GradeAtLeast3,
    };

    protected Actor Officer { get; private set; } = null!;

    /// <summary>What the board showed, to the byte.</summary>
    protected Dictionary<DateTimeOffset, string> Shown { get; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
    }

    protected async Task DecideAsync(
        EvidenceChange change,
        bool isSigned = true,
        string reason = "units are not alike"
    ) => await Unit.Evidence.DecideAsync(Officer, await Unit.Evidence.PreviewAsync(change), reason, isSigned);

    protected async Task<BoardRow> RowAsync(StreamKey line) =>
        (await Unit.Board.ReadAsync()).Single(row => row.Key == line);

    protected async Task<EvidencePolicy> PolicyAsync() => (await Unit.Evidence.ReadAsync()).Policy;

    protected async Task<AdverseEventId> ReactedAsync()
    {
        var row = await Unit.EventAsync(await TreatedAsync(), CtcaeTerms.InfusionRelatedReaction, Grade.Grade2);
        await ShowAsync();
        return row;
    }

    protected async Task<CourseId> TreatedAsync(Regimen regimen = Regimen.IsaKd)
    {
        var course = await Unit.RegisterAsync(regimen);
        await Unit.GiveAsync(course, 1);
        return course;
    }

    protected async Task ShowAsync()
    {
        Shown[Unit.Now] = BoardText.Of(await Unit.Board.ReadAsync());
        Unit.Pass(TimeSpan.FromSeconds(1));
    }
}

/// <summary>Who may decide what about the evidence, and what is refused.</summary>
public abstract class EvidenceDecisionConformance(TestUnit unit) : EvidenceUnitConformance(unit)
{
    [Fact]
    public async Task NewUnit_BeginsWithASpread()
    {
        Assert.Equal(EvidenceMethod.SpreadBetweenUnits, (await PolicyAsync()).Method);
        Assert.All(await Unit.Board.ReadAsync(), row =>
            Assert.Equal(EvidenceMethod.SpreadBetweenUnits, row.Definition.Method)
        );
        await TreatedAsync();
        Assert.All(await Unit.Board.ReadAsync(), row =>
            Assert.Equal(
                (EvidenceMethod.SpreadBetweenUnits, row.Key.LltCode == Reactions.LltCode ? 0.3 : 0.2, true),
                (row.Definition.Method, row.Definition.Spread, row.Definition.IsPrimary)
            )
        );
        Assert.Equal(
            "evidence.method-same",
            await RefusedAsync(() => Unit.Evidence.PreviewAsync(EvidenceChange.OfMethod))
        );
    }

    [Fact]
    public async Task ExistingUnit_KeepsItsMethodUntilAnOfficerSigns()
    {
        await Unit.BeginBeforeSpreadAsync();
        await TreatedAsync();
        Assert.All(await Unit.Board.ReadAsync(), row =>
            Assert.Equal((EvidenceMethod.SameAsTrial, 0.0), (row.Definition.Method, row.Definition.Spread))
        );
        Assert.Equal(
            "evidence.spread-needs-method",
            await RefusedAsync(() => Unit.Evidence.PreviewAsync(EvidenceChange.OfSpread(0.3, Infections)))
        );

        var seen = await Unit.Evidence.PreviewAsync(EvidenceChange.OfMethod);
        Assert.True(seen is { NeedsSignature: true, IsOfFamily: true });
        Assert.Equal((await Unit.Board.ReadAsync()).Count, seen.Concerned.Count);
        Assert.Equal(
            "evidence.needs-signature",
            await RefusedAsync(() => Unit.Evidence.DecideAsync(Officer, seen, "not alike", isSigned: false))
        );
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Evidence.DecideAsync(Officer, seen, " ", isSigned: true))
        );
        foreach (
            var person in new[]
            {
                Unit.Nurse,
                Unit.Physician,
                await Unit.Unit.AddPersonAsync("admin", Role.Administrator),
                Actor.Product,
            }
        )
            await Assert.ThrowsAsync<NotAllowedException>(() =>
                Unit.Evidence.DecideAsync(person, seen, "not alike", isSigned: true)
            );
        Assert.Equal((0, 0), (Unit.Count("evidence_decision"), Unit.Count("stream_epoch")));

        await Unit.Evidence.DecideAsync(Officer, seen, "not alike", isSigned: true);
        Assert.All(await Unit.Board.ReadAsync(), row =>
            Assert.Equal(EvidenceMethod.SpreadBetweenUnits, row.Definition.Method)
        );
        var decided = Assert.Single((await Unit.Evidence.ReadAsync()).Decisions);
        Assert.Equal(
            (EvidenceDecisionKind.Method, true, "not alike", "officer"),
            (decided.Kind, decided.IsSigned, decided.Reason, decided.By)
        );
        var entry = Assert.Single(Unit.Audit.OfSubject("evidence", "Method"));
        Assert.Equal(
            ("evidence.method-adopted", "not alike", Officer.UserId),
            (entry.Entry.Action, entry.Entry.Reason, entry.ActorId)
        );
        Assert.Equal(
            "evidence.preview-outdated",
            await RefusedAsync(() => Unit.Evidence.DecideAsync(Officer, seen, "again", isSigned: true))
        );
    }

    [Theory]
    [InlineData(0, "evidence.spread-range")]
    [InlineData(-0.1, "evidence.spread-range")]
    [InlineData(0.61, "evidence.spread-range")]
    [InlineData(0.205, "evidence.spread-range")]
    [InlineData(double.NaN, "evidence.spread-range")]
    [InlineData(0.2, "evidence.spread-same")]
    public async Task Spread_OutOfRangeOrAsItIs_IsRefused(double spread, string code)
    {
        await TreatedAsync();
        Assert.Equal(
            code,
            await RefusedAsync(() => Unit.Evidence.PreviewAsync(EvidenceChange.OfSpread(spread, Infections)))
        );
    }

    [Fact]
    public async Task Spread_IsRaisedWithAReason_AndLoweredOnlyWithASignature()
    {
        await TreatedAsync();
        await DecideAsync(EvidenceChange.OfSpread(0.6, Infections), isSigned: false);
        Assert.Equal(
            (0.6, 0.2),
            ((await RowAsync(Infections)).Definition.Spread, (await RowAsync(Neutropenia)).Definition.Spread)
        );
        Assert.False((await Unit.Evidence.ReadAsync()).Decisions[0].IsSigned);

        // Below what stands now, though above what the product came with.
        var lower = await Unit.Evidence.PreviewAsync(EvidenceChange.OfSpread(0.3, Infections));
        Assert.True(lower.NeedsSignature);
        Assert.Equal(
            "evidence.needs-signature",
            await RefusedAsync(() => Unit.Evidence.DecideAsync(Officer, lower, "less", isSigned: false))
        );
        await Unit.Evidence.DecideAsync(Officer, lower, "less", isSigned: true);
        Assert.Equal(0.3, (await RowAsync(Infections)).Definition.Spread);
        Assert.Equal(
            (2, 0),
            ((await RowAsync(Infections)).Evidence!.Epoch, (await RowAsync(Reactions)).Evidence!.Epoch)
        );

        // One line among several would be lowered: a reaction line stands at 0.3.
        Assert.True(
            (await Unit.Evidence.PreviewAsync(EvidenceChange.OfSpread(0.25, Neutropenia, Reactions))).NeedsSignature
        );
        await Assert.ThrowsAsync<NotAllowedException>(async () =>
            await Unit.Evidence.DecideAsync(
                Unit.Physician,
                await Unit.Evidence.PreviewAsync(EvidenceChange.OfSpread(0.4, Infections)),
                "more",
                isSigned: true
            )
        );
    }

    [Fact]
    public async Task Spread_OfAllLines_LetsAllBeginAnewAsAFamily()
    {
        await TreatedAsync();
        var all = (await Unit.Evidence.ReadAsync()).Board.Select(line => line.Key).ToList();
        var seen = await Unit.Evidence.PreviewAsync(EvidenceChange.OfSpread(0.3, all));
        // Infusion reactions stand at 0.3 already, and begin anew with the others: the family does.
        Assert.True(seen is { NeedsSignature: false, IsOfFamily: true });
        await Unit.Evidence.DecideAsync(Officer, seen, "no calendar", isSigned: false);
        Assert.All((await Unit.Board.ReadAsync()).Where(row => row.Evidence is not null), row =>
            Assert.Equal((1, 0.3), (row.Evidence!.Epoch, row.Definition.Spread))
        );
    }

    [Fact]
    public async Task PrimaryLines_AreFiveAtMostSignedAndOfTheBoard()
    {
        await TreatedAsync();
        var board = (await Unit.Evidence.ReadAsync()).Board.Select(line => line.Key).ToList();
        Assert.Equal(
            "evidence.primary-count",
            await RefusedAsync(() => Unit.Evidence.PreviewAsync(EvidenceChange.OfPrimary([.. board.Take(6)])))
        );
        Assert.Equal(
            "evidence.primary-same",
            await RefusedAsync(() => Unit.Evidence.PreviewAsync(EvidenceChange.OfPrimary()))
        );
        Assert.Equal(
            "stream.unknown",
            await RefusedAsync(() =>
                Unit.Evidence.PreviewAsync(EvidenceChange.OfPrimary(Reactions with { LltCode = "1" }))
            )
        );
        var seen = await Unit.Evidence.PreviewAsync(EvidenceChange.OfPrimary([.. board.Take(4), Reactions]));
        Assert.Equal(
            "evidence.needs-signature",
            await RefusedAsync(() => Unit.Evidence.DecideAsync(Officer, seen, "five", isSigned: false))
        );
        await Unit.Evidence.DecideAsync(Officer, seen, "five", isSigned: true);
        Assert.Equal(
            [.. board.Take(4), Reactions],
            (await Unit.Board.ReadAsync()).Where(row => row.Definition.IsPrimary).Select(row => row.Key)
        );

        await DecideAsync(EvidenceChange.OfPrimary());
        Assert.All(await Unit.Board.ReadAsync(), row => Assert.True(row.Definition.IsPrimary));
        Assert.Equal(2, (await RowAsync(Reactions)).Evidence!.Epoch);
    }

    [Fact]
    public async Task PrimaryLines_OthersGoAsFarAsWatch()
    {
        await TreatedAsync();
        await DecideAsync(EvidenceChange.OfPrimary(Infections));
        for (int i = 0; i < 20; i++)
            await ReactedAsync();
        var row = await RowAsync(Reactions);
        Assert.Equal((StreamState.Watch, 0.0, null), (row.State, row.Evidence!.LnFamilyHighest, row.Latch));
        Assert.True(row.Evidence.LnHighest > SignalThreshold.LnE);

        // Chosen after looking: what was seen before does not count.
        await DecideAsync(EvidenceChange.OfPrimary(Reactions));
        row = await RowAsync(Reactions);
        Assert.Equal((0, 0.0, 21), (row.Evidence!.Patients, row.Evidence.LnHighest, row.Counts.PatientsAssessed));
        Unit.Pass(TimeSpan.FromMinutes(1));
        // The only one of its family: its own limit is that of the family.
        while ((await RowAsync(Reactions)).State is not StreamState.Signal)
            await ReactedAsync();
        row = await RowAsync(Reactions);
        Assert.Equal((row.Evidence!.LnHighest, 1), (row.Evidence.LnFamilyHighest, Unit.Count("signal")));
    }

    [Fact]
    public async Task Preview_SaysWhatWouldDiffer_AndChangesNothing()
    {
        await Unit.BeginBeforeSpreadAsync();
        while ((await RowAsync(Reactions)).State is not StreamState.Signal)
            await ReactedAsync();
        string before = BoardText.Of(await Unit.Board.ReadAsync());
        var line = (await Unit.Evidence.PreviewAsync(EvidenceChange.OfMethod)).Lines.Single(one =>
            one.Key == Reactions
        );
        Assert.Equal(
            (0.0, 0.3, true, false),
            (line.Now.Spread, line.Then.Spread, line.WouldNotHaveBeen, line.WouldBeRaised)
        );
        Assert.True(line.Then.LnHighest < line.Now.LnHighest && line.Patients == line.PatientsWithEvent);
        Assert.InRange(line.Survives!.Value, 0, 0.6);
        Assert.Equal(before, BoardText.Of(await Unit.Board.ReadAsync()));
    }
}

public sealed class EvidenceDecisionOnSqlite() : EvidenceDecisionConformance(TestUnit.OnSqlite());

public sealed class EvidenceDecisionOnPostgres() : EvidenceDecisionConformance(TestUnit.OnPostgres());
