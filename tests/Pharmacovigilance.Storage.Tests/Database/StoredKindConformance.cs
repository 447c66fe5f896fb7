using Dapper;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>The types of the schema refuse the same on both databases.</summary>
public abstract class StoredKindConformance(TestUnit unit) : Conformance(unit)
{
    private const string Person = "00000000-0000-0000-0000-000000000001";

    [Theory]
    [InlineData("{\"a\": 1}", true)]
    [InlineData("[]", true)]
    [InlineData("", false)]
    [InlineData("{\"a\": ", false)]
    [InlineData("a draft", false)]
    public void JsonText_OnlyJson_IsTaken(string json, bool isTaken) =>
        AssertTaken(
            isTaken,
            $"insert into form_draft (user_id, form, subject_id, body_json, saved_at) values ('{Person}', 'f', 's', '{json}', '2026-03-02T08:00:00.000Z')"
        );

    [Theory]
    [InlineData("2026-03-02T08:00:00.000Z", true)]
    [InlineData("2026-03-02T08:00:00Z", false)]
    [InlineData("2026-03-02 08:00:00.000", false)]
    public void Instant_OnlyUtcWithThreeDecimals_IsTaken(string at, bool isTaken) =>
        AssertTaken(
            isTaken,
            $"insert into form_draft (user_id, form, subject_id, body_json, saved_at) values ('{Person}', 'f', 's', '1', '{at}')"
        );

    [Theory]
    [InlineData("Physician", true)]
    [InlineData("physician", false)]
    [InlineData("Chaplain", false)]
    public void Code_OnlyOneOfItsEnum_IsTaken(string role, bool isTaken) =>
        AssertTaken(isTaken, $"insert into user_role (user_id, role) values ('{Person}', '{role}')");

    [Theory]
    [InlineData("0b0e7a3c-0000-4000-8000-000000000002", true)]
    [InlineData("0B0E7A3C-0000-4000-8000-000000000002", false)]
    [InlineData("2", false)]
    public void EntityId_OnlyALowerCaseGuid_IsTaken(string id, bool isTaken) =>
        AssertTaken(isTaken, $"insert into patient (id, registered_at) values ('{id}', '2026-03-02T08:00:00.000Z')");

    [Fact]
    public void AuditEntry_OfACourseThatIsNotThere_IsRefused() =>
        AssertTaken(
            false,
            $"insert into audit_entry (at, actor_name, action, subject_type, subject_id, course_id, details, product_version, ctcae_version, rule_set_version, reference_set_version) values ('2026-03-02T08:00:00.000Z', 'a', 'a', 'a', 'a', '{Person}', '1', '1', '5.0', '1', '1')"
        );

    private void AssertTaken(bool isTaken, string sql)
    {
        using var connection = Unit.Database.OpenWriter();
        connection.Execute(
            $"insert into app_user (id, user_name, normalized_user_name, display_name, security_stamp, concurrency_stamp, lockout_enabled, access_failed_count, created_at) values ('{Person}', 'a', 'A', 'a', 's', 's', true, 0, '2026-03-02T08:00:00.000Z')"
        );
        if (isTaken)
            Assert.Equal(1, connection.Execute(sql));
        else
            Assert.ThrowsAny<System.Data.Common.DbException>(() => connection.Execute(sql));
    }
}

public sealed class StoredKindOnSqlite() : StoredKindConformance(TestUnit.OnSqlite());

public sealed class StoredKindOnPostgres() : StoredKindConformance(TestUnit.OnPostgres());
