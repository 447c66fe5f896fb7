using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Storage.Tests.Access;

public abstract class FormDraftStoreConformance(TestUnit unit) : Conformance(unit)
{
    private FormDraftStore Drafts { get; } = new(unit.Database, unit.Queue);

    [Fact]
    public async Task Save_Twice_KeepsTheLastAndLeavesNoTrail()
    {
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse);
        long seq = NewestAudit();
        await Drafts.SaveAsync(nurse, "record-event", "i-1", """{"grade":2}""");
        Unit.Time.Advance(TimeSpan.FromSeconds(3));
        await Drafts.SaveAsync(nurse, "record-event", "i-1", """{"grade":3,"text":"Сыпь"}""");
        Assert.Equal(
            new FormDraft("""{"grade":3,"text":"Сыпь"}""", TestUnit.Start.AddSeconds(3)),
            Drafts.Find(nurse, "record-event", "i-1")
        );
        Assert.Equal(seq, NewestAudit());
    }

    // Not the feed's number: it is raised after the caller was answered.
    private long NewestAudit() => Unit.Read(s => s.Single<long>("select max(seq) from audit_entry"));

    [Fact]
    public async Task Find_OtherPersonFormOrSubject_FindsNothing()
    {
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse);
        var other = await Unit.AddPersonAsync("other", Role.Nurse);
        await Drafts.SaveAsync(nurse, "record-event", "i-1", "{}");
        Assert.Null(Drafts.Find(other, "record-event", "i-1"));
        Assert.Null(Drafts.Find(nurse, "other-form", "i-1"));
        Assert.Null(Drafts.Find(nurse, "record-event", "i-2"));
        Assert.Throws<ArgumentException>(() => Drafts.Find(Actor.Product, "record-event", "i-1"));
    }

    [Fact]
    public async Task Discard_OwnDraft_IsGoneAndOthersStay()
    {
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse);
        await Drafts.SaveAsync(nurse, "record-event", "i-1", "{}");
        await Drafts.SaveAsync(nurse, "record-event", "i-2", "{}");
        Assert.True(await Drafts.DiscardAsync(nurse, "record-event", "i-1"));
        Assert.False(await Drafts.DiscardAsync(nurse, "record-event", "i-1"));
        Assert.Null(Drafts.Find(nurse, "record-event", "i-1"));
        Assert.NotNull(Drafts.Find(nurse, "record-event", "i-2"));
    }
}

public sealed class FormDraftStoreOnSqlite() : FormDraftStoreConformance(TestUnit.OnSqlite());

public sealed class FormDraftStoreOnPostgres() : FormDraftStoreConformance(TestUnit.OnPostgres());
