using System.Data.Common;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Tests.Reference;

public abstract class VerificationConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private const string Candidate = "icaria-b-neutropenia-ge3-memory-isapd";
    private const string Document = "Richardson 2022, Lancet Oncology, table 3";

    private static readonly string Content = ClinicalUnit.ReferenceText("rates.json");

    private Actor officer = null!;

    private static ReferenceRate Shipped => ClinicalUnit.Knowledge.Rates.Find(Candidate)!;

    private static string Hash => ClinicalUnit.Knowledge.Rates.HashOf(Shipped);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await Unit.Unit.Stores.Reference.LoadAsync(ClinicalUnit.Knowledge.Rates, Content);
    }

    [Fact]
    public async Task ReadAsync_TwoPersons_BringsTheRowToTheBoardAndNamesThem()
    {
        Assert.Equal(StreamState.NoReference, (await BoardRowAsync()).State);

        await ReadAsync(officer);
        Assert.Equal(StreamState.NoReference, (await BoardRowAsync()).State);
        await ReadAsync(Unit.Physician);

        var row = await BoardRowAsync();
        Assert.Equal(Candidate, row.Definition.Reference!.RowId);
        Assert.NotEqual(StreamState.NoReference, row.State);
        var two = Unit.Known.Current.Rates.Find(Candidate)!.InUnit!;
        Assert.Equal(
            ("officer", TestUnit.Start, "physician", TestUnit.Start.AddMinutes(1)),
            (two.First.By, two.First.At, two.Second.By, two.Second.At)
        );
        Assert.Equal(RowStatus.Verified, Unit.Known.Current.Rates.Find(Candidate)!.Status);
        var audit = Unit.Audit.Page(new AuditFilter(), take: 2);
        Assert.All(audit, e => Assert.Equal(("reference.row-read", Candidate), (e.Entry.Action, e.Entry.SubjectId)));
        Assert.Contains(Document, audit[0].Entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_SamePersonAgain_IsRefusedAndTheRowColoursNothing()
    {
        await ReadAsync(officer);
        Assert.Equal("reference.same-person", await RefusedAsync(() => ReadAsync(officer)));
        Assert.Equal(1, Unit.Count("reference_verification"));
        Assert.Equal(StreamState.NoReference, (await BoardRowAsync()).State);
    }

    [Fact]
    public async Task ReadAsync_SameKeyTwice_IsOneEntry()
    {
        await Unit.Verifications.ReadAsync(officer, Candidate, Hash, Document, "key-1");
        await Unit.Verifications.ReadAsync(officer, Candidate, Hash, Document, "key-1");
        Assert.Equal(1, Unit.Count("reference_verification"));
    }

    [Fact]
    public async Task ReadAsync_OtherRoleDisabledAccountOrTheProduct_IsRefused()
    {
        await Assert.ThrowsAsync<NotAllowedException>(() => ReadAsync(Unit.Nurse));
        Assert.Equal("reference.needs-a-person", await RefusedAsync(() => ReadAsync(Actor.Product)));
        await Unit.Unit.Accounts.DisableAsync(Actor.Product, officer.UserId!.Value, "left the unit");
        await Assert.ThrowsAsync<NotAllowedException>(() => ReadAsync(officer));
        Assert.Equal(0, Unit.Count("reference_verification"));
    }

    [Theory]
    [InlineData(" ", "reference.document-required")]
    [InlineData(null, "reference.text-too-long")]
    public async Task ReadAsync_WithoutADocumentOrTooLong_IsRefused(string? document, string code) =>
        Assert.Equal(
            code,
            await RefusedAsync(() =>
                Unit.Verifications.ReadAsync(
                    officer,
                    Candidate,
                    Hash,
                    document ?? new string('x', VerificationStore.LongestText + 1)
                )
            )
        );

    [Theory]
    [InlineData("ikema-b-hypertension-ge3-review-isakd", "reference.rejected-terminal")]
    [InlineData("icaria-a-neutropenia-any-eu48-isapd", "reference.verified-as-shipped")]
    [InlineData("icaria-a-any-event-ge3-memory-isapd", "reference.no-count")]
    public async Task ReadAsync_RowThatIsNotToBeVerified_IsRefused(string id, string code)
    {
        var rates = ClinicalUnit.Knowledge.Rates;
        Assert.Equal(
            code,
            await RefusedAsync(() => Unit.Verifications.ReadAsync(officer, id, rates.HashOf(rates.Find(id)!), Document))
        );
    }

    [Fact]
    public async Task ReadAsync_ContentOtherThanSeen_IsRefused()
    {
        Assert.Equal(
            "reference.content-changed",
            await RefusedAsync(() => Unit.Verifications.ReadAsync(officer, Candidate, new string('0', 64), Document))
        );
        Assert.Equal(
            "reference.row-unknown",
            await RefusedAsync(() => Unit.Verifications.ReadAsync(officer, "nothing", Hash, Document))
        );
    }

    [Fact]
    public async Task RejectAsync_OfAVerifiedRow_StopsItUntilItsAuthorTakesItBack()
    {
        await ReadAsync(officer);
        await ReadAsync(Unit.Physician);
        await Unit.Verifications.RejectAsync(Unit.OtherPhysician, Candidate, Hash, "table 3 prints 75");
        Assert.Equal(StreamState.NoReference, (await BoardRowAsync()).State);
        var rejection = (await Unit.Verifications.OfRowAsync(Candidate))[^1];

        Assert.Equal(
            "reference.not-your-rejection",
            await RefusedAsync(() => Unit.Verifications.WithdrawAsync(officer, rejection.Id, "I disagree"))
        );
        Assert.Equal("reference.rejected-here", await RefusedAsync(() => ReadAsync(Unit.OtherPhysician)));
        await Unit.Verifications.WithdrawAsync(Unit.OtherPhysician, rejection.Id, "read the wrong column");
        Assert.Equal(Candidate, (await BoardRowAsync()).Definition.Reference!.RowId);
        Assert.Equal(
            "reference.withdrawn-already",
            await RefusedAsync(() => Unit.Verifications.WithdrawAsync(Unit.OtherPhysician, rejection.Id, "again"))
        );
    }

    [Fact]
    public async Task WithdrawAsync_OfAReading_StopsTheRowAndAsksForAReason()
    {
        await ReadAsync(officer);
        await ReadAsync(Unit.Physician);
        var reading = (await Unit.Verifications.OfRowAsync(Candidate))[0];
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Verifications.WithdrawAsync(Unit.Physician, reading.Id, " "))
        );

        await Unit.Verifications.WithdrawAsync(Unit.Physician, reading.Id, "the officer read another edition");
        Assert.Equal(StreamState.NoReference, (await BoardRowAsync()).State);
        Assert.Equal(RowStatus.Unverified, Unit.Known.Current.Rates.Find(Candidate)!.Status);
        Assert.Equal(3, Unit.Count("reference_verification"));
        await ReadAsync(officer);
        Assert.Equal(Candidate, (await BoardRowAsync()).Definition.Reference!.RowId);
    }

    [Fact]
    public async Task Verified_AfterARestart_StillIs()
    {
        await ReadAsync(officer);
        await ReadAsync(Unit.Physician);

        var restarted = new KnowledgeInForce(ClinicalUnit.Knowledge);
        restarted.Follow(Unit.Unit.Database);
        Assert.NotNull(restarted.Current.Rates.Find(Candidate)!.InUnit);
    }

    [Theory]
    [InlineData("\"note\": \"On the board once", "\"note\": \"As soon as it was read on the board once", true)]
    [InlineData("\"x\": 76, \"xDerivation\": \"FromPercent\"", "\"x\": 76, \"xDerivation\": \"Printed\"", false)]
    public async Task Verified_InTheNextSet_HoldsForTheSameContentOnly(string old, string changed, bool holds)
    {
        await ReadAsync(officer);
        await ReadAsync(Unit.Physician);
        string text = Content
            .Replace("\"version\": \"2026-11.3\"", "\"version\": \"next\"", StringComparison.Ordinal)
            .Replace(old, changed, StringComparison.Ordinal);
        Assert.NotEqual(Content.Length, text.Length);
        var next = ClinicalUnit.Knowledge with { Rates = ReferenceSet.Parse(text, "rates.json") };
        await Unit.Unit.Stores.Reference.LoadAsync(next.Rates, text);

        await Unit.Unit.ReopenAsync(next);
        Assert.Equal(holds, Unit.Known.Current.Rates.Find(Candidate)!.InUnit is not null);
        Assert.Equal((2, 2 * next.Rates.Rows.Count), (Unit.Count("reference_set"), Unit.Count("reference_rate")));
        if (holds)
            return;
        // The reader of the earlier content may and must read the new one.
        await Unit.Verifications.ReadAsync(
            officer,
            Candidate,
            next.Rates.HashOf(next.Rates.Find(Candidate)!),
            Document
        );
    }

    [Fact]
    public async Task Entries_Signed_CannotBeChangedOrDeleted()
    {
        await ReadAsync(officer);
        foreach (
            string sql in new[]
            {
                "update reference_verification set signed_by = 'x'",
                "delete from reference_verification",
            }
        )
        {
            await Assert.ThrowsAnyAsync<DbException>(() =>
                Unit.Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "test"), scope => scope.Execute(sql))
            );
        }
    }

    private async Task ReadAsync(Actor actor)
    {
        await Unit.Verifications.ReadAsync(actor, Candidate, Hash, Document);
        Unit.Pass(TimeSpan.FromMinutes(1));
    }

    private Task<BoardRow> BoardRowAsync() => Unit.RowAsync(Regimen.IsaPd, Shipped.Llt!, GradeBand.GradeAtLeast3);
}

public sealed class VerificationOnSqlite() : VerificationConformance(TestUnit.OnSqlite());

public sealed class VerificationOnPostgres() : VerificationConformance(TestUnit.OnPostgres());
