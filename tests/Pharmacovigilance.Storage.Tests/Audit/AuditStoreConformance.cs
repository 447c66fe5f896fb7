using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Audit;

public abstract class AuditStoreConformance(TestUnit unit) : Conformance(unit)
{
    private AuditStore Store { get; } = new(unit.Database);

    [Fact]
    public async Task Audit_FullEntry_ComesBackWithActorInstantAndVersionsInForce()
    {
        var nurse = await Unit.AddPersonAsync("Ёлкина Мария", Role.Nurse);
        var (patient, course) = await AddCourseAsync();
        Unit.Time.Advance(TimeSpan.FromMinutes(5));
        var entry = new AuditEntry(
            "adverse-event.corrected",
            "adverse-event",
            "e-1",
            """{"grade":3,"replaces":{"grade":2}}""",
            "typed wrongly",
            patient,
            course
        );
        long seq = await WriteAsync(nurse, entry);

        var recorded = Store.Page(new AuditFilter())[0];
        Assert.Equal(
            new RecordedAuditEntry
            {
                Seq = seq,
                At = TestUnit.Start.AddMinutes(5),
                ActorId = nurse.UserId,
                ActorName = "Ёлкина Мария",
                Entry = entry,
                Versions = TestUnit.Versions,
            },
            recorded
        );
    }

    [Fact]
    public async Task Page_ThroughAllPages_GivesEachEntryOnceNewestFirstWhileOthersWrite()
    {
        for (int i = 0; i < 7; i++)
            await WriteAsync(Actor.Product, Entry($"{i}"));
        var first = Store.Page(new AuditFilter(), take: 3);
        await WriteAsync(Actor.Product, Entry("newer"));
        var second = Store.Page(new AuditFilter(), first[^1].Seq, 3);
        var third = Store.Page(new AuditFilter(), second[^1].Seq, 3);

        Assert.Equal(
            ["6", "5", "4", "3", "2", "1", "0"],
            first.Concat(second).Concat(third).Select(e => e.Entry.SubjectId),
            StringComparer.Ordinal
        );
        Assert.Empty(Store.Page(new AuditFilter(), third[^1].Seq, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.Page(new AuditFilter(), take: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.Page(new AuditFilter(), take: 501));
    }

    [Fact]
    public async Task Page_EachFilter_LeavesOutExactlyTheOthers()
    {
        var (_, course) = await AddCourseAsync();
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse);
        await WriteAsync(nurse, Entry("a") with { CourseId = course, Action = "alert.raised" });
        Unit.Time.Advance(TimeSpan.FromHours(1));
        await WriteAsync(Actor.Product, Entry("b") with { Action = "alert.acknowledged" });
        Unit.Time.Advance(TimeSpan.FromHours(1));
        await WriteAsync(nurse, Entry("c") with { Action = "alertness.noted" });
        await WriteAsync(nurse, Entry("d") with { Action = "Alert.shouted" });

        Assert.Equal(["a"], Subjects(new AuditFilter(CourseId: course)));
        Assert.Equal(["d", "c", "a"], Subjects(new AuditFilter(ActorId: nurse.UserId)));
        Assert.Equal(["b", "a"], Subjects(new AuditFilter(ActionPrefix: "alert.")));
        Assert.Equal(["d", "c", "b"], Subjects(new AuditFilter(From: TestUnit.Start.AddHours(1))));
        Assert.Equal(
            ["b"],
            Subjects(new AuditFilter(From: TestUnit.Start.AddHours(1), Until: TestUnit.Start.AddHours(2)))
        );
        Assert.Equal(
            ["a"],
            Subjects(new AuditFilter(course, nurse.UserId, "alert", TestUnit.Start, TestUnit.Start.AddHours(2)))
        );
        Assert.Empty(Subjects(new AuditFilter(ActionPrefix: "alert._")));
    }

    [Fact]
    public async Task OfSubject_SeveralRecords_GivesThoseOfTheOneNewestFirst()
    {
        await WriteAsync(Actor.Product, Entry("e-1") with { Action = "one" });
        await WriteAsync(Actor.Product, Entry("e-2"));
        await WriteAsync(Actor.Product, Entry("e-1") with { Action = "two" });
        await WriteAsync(Actor.Product, Entry("e-1") with { SubjectType = "other" });
        Assert.Equal(
            ["two", "one"],
            Store.OfSubject("probe", "e-1").Select(e => e.Entry.Action),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [InlineData("update audit_entry set reason = 'nicer'")]
    [InlineData("delete from audit_entry")]
    [InlineData("update processed_request set result_json = '1'")]
    [InlineData("delete from processed_request")]
    public async Task AppendOnlyTable_ChangeOrRemoval_IsRefused(string sql)
    {
        await Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "one", "k1"), scope => scope.Audit(Entry("e-1")));
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "tamper"), scope => scope.Execute(sql))
        );
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        Assert.Single(Store.OfSubject("probe", "e-1"));
    }

    [Fact]
    public async Task Audit_DetailsNotJson_IsRefusedAndNothingIsWritten()
    {
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            WriteAsync(Actor.Product, Entry("e-1") with { Details = "grade 3" })
        );
        Assert.Empty(Store.Page(new AuditFilter()));
    }

    protected Task<long> WriteAsync(Actor actor, AuditEntry entry) =>
        Unit.Queue.RunAsync(new WriteRequest(actor, "probe"), scope => scope.Audit(entry));

    private Task<(PatientId, CourseId)> AddCourseAsync() =>
        Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "probe"), scope =>
        {
            var (patient, course) = (scope.NewId<PatientId>(), scope.NewId<CourseId>());
            scope.Execute(
                "insert into patient (id, registered_at) values (@patient, @now)",
                new { patient, now = scope.Now }
            );
            scope.Execute(
                "insert into course (id, patient_id, code, regimen, first_dose_on, registered_at, registered_by) values (@course, @patient, 'C-0001', 'IsaPd', '2026-03-02', @now, 'nurse')",
                new
                {
                    course,
                    patient,
                    now = scope.Now,
                }
            );
            return (patient, course);
        });

    protected static AuditEntry Entry(string subjectId) => new("probe.done", "probe", subjectId, "{}");

    private IEnumerable<string> Subjects(AuditFilter filter) =>
        Store.Page(filter).Where(e => e.Entry.SubjectType == "probe").Select(e => e.Entry.SubjectId).ToList();
}

public sealed class AuditStoreOnSqlite() : AuditStoreConformance(TestUnit.OnSqlite())
{
    [Fact]
    public async Task AppendOnlyTable_InsertOrReplace_IsRefusedToo()
    {
        await WriteAsync(Actor.Product, Entry("e-1"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "tamper"), scope =>
                scope.Execute(
                    "insert or replace into audit_entry select seq, at, actor_id, 'somebody else', action, subject_type, subject_id, patient_id, course_id, reason, details, product_version, ctcae_version, rule_set_version, reference_set_version from audit_entry"
                )
            )
        );
    }
}

public sealed class AuditStoreOnPostgres() : AuditStoreConformance(TestUnit.OnPostgres())
{
    [Fact]
    public async Task AppendOnlyTable_Truncate_IsRefusedToo()
    {
        await WriteAsync(Actor.Product, Entry("e-1"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "tamper"), scope =>
                scope.Execute("truncate audit_entry")
            )
        );
    }
}
