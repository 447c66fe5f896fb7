using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>What Dapper does wrongly without a word, each with the proof that it does not happen here.</summary>
public abstract class MappingConformance(TestUnit unit) : Conformance(unit)
{
    private static readonly DateTimeOffset Berlin = new(2026, 3, 2, 9, 5, 6, 70, TimeSpan.FromHours(1));

    [Fact]
    public async Task Instant_AsParameter_IsTheStoredTextInUtc()
    {
        Assert.Equal("2026-03-02T08:05:06.070Z", await EchoAsync<string>(Berlin));
        Assert.Equal(Berlin.ToUniversalTime(), await EchoAsync<DateTimeOffset>(Berlin));
        Assert.Equal(TimeSpan.Zero, (await EchoAsync<DateTimeOffset>(Berlin)).Offset);
        Assert.Null(await EchoAsync<DateTimeOffset?>((DateTimeOffset?)null));
    }

    [Fact]
    public async Task Date_AsParameter_IsTheStoredText()
    {
        Assert.Equal("2026-03-02", await EchoAsync<string>(new DateOnly(2026, 3, 2)));
        Assert.Equal(new DateOnly(2026, 3, 2), await EchoAsync<DateOnly>(new DateOnly(2026, 3, 2)));
        Assert.Null(await EchoAsync<DateOnly?>((DateOnly?)null));
    }

    [Fact]
    public async Task TypedId_ThereAndBack_IsLowerCaseText()
    {
        var id = PatientId.From(Guid.Parse("01890000-ABCD-7EEF-8000-0000DEADBEEF"));
        Assert.Equal("01890000-abcd-7eef-8000-0000deadbeef", await EchoAsync<string>(id));
        Assert.Equal(id, await EchoAsync<PatientId>(id));
        Assert.Null(await EchoAsync<PatientId?>((PatientId?)null));
    }

    [Fact]
    public async Task TypedId_EveryOneOfTheDomain_IsMapped()
    {
        var types = typeof(PatientId).Assembly.GetTypes().Where(DapperMapping.IsTypedId).ToList();
        Assert.Contains(typeof(UserId), types);
        foreach (var type in types)
        {
            object id = Activator.CreateInstance(type, Guid.Parse("01890000-abcd-7eef-8000-0000deadbeef"))!;
            Assert.Equal("01890000-abcd-7eef-8000-0000deadbeef", await EchoAsync<string>(id));
        }
    }

    [Fact]
    public void Row_PositionalRecord_IsRefusedWithAdvice()
    {
        var refused = Assert.Throws<InvalidOperationException>(() =>
            Unit.Read(s => s.Query<Positional>("select 1 as number, 'x' as note"))
        );
        Assert.Contains("record with required init properties", refused.Message, StringComparison.Ordinal);
        var row = Unit.Read(s => s.Single<Row>("select 1 as number, 'x' as note_text"));
        Assert.Equal(1, row.Number);
        Assert.Equal("x", row.NoteText);
    }

    [Fact]
    public void Row_NullForAPropertyThatCannotBeNull_IsRefusedAndNeverZero()
    {
        var refused = Assert.Throws<InvalidDataException>(() =>
            Unit.Read(s => s.Query<Row>("select cast(null as integer) as number, 'x' as note_text"))
        );
        Assert.Contains("The column number is null", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() =>
            Unit.Read(s => s.Single<Row>("select 1 as number, cast(null as text) as note_text"))
        );
        Assert.Throws<InvalidDataException>(() =>
            Unit.Read(s => s.Single<DateTimeOffset>("select cast(null as text)"))
        );
        Assert.Throws<InvalidDataException>(() => Unit.Read(s => s.Single<long>("select cast(null as integer)")));
        Assert.Throws<InvalidDataException>(() => Unit.Read(s => s.Single<bool>("select cast(null as boolean)")));
        Assert.Null(Unit.Read(s => s.Single<long?>("select cast(null as integer)")));
        Assert.Null(Unit.Read(s => s.Single<string?>("select cast(null as text)")));
        var row = Unit.Read(s => s.Single<Row>("select 1 as number, 'x' as note_text, cast(null as integer) as maybe"));
        Assert.Null(row.Maybe);
    }

    [Fact]
    public void Row_WithDateTimeOrGuidAndBareEnum_IsRefused()
    {
        Assert.Contains("no zone", Refused<WithDateTime>(), StringComparison.Ordinal);
        Assert.Contains("typed id", Refused<WithGuid>(), StringComparison.Ordinal);
        Assert.Contains("Coded", Refused<Regimen>(), StringComparison.Ordinal);
        Assert.Contains("no zone", Refused<DateTime?>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Row_WithEnums_ReadsNamesNumbersCodesAndNull()
    {
        var row = ReadCoded("'SafetyOfficer'", "'Nurse'");
        Assert.Equal((Role.SafetyOfficer, Role.Nurse), (row.Role, row.MaybeRole));
        Assert.Equal((AlertTier.Interruptive, RuleId.AncHold), (row.Tier, row.Rule));
        Assert.Null(ReadCoded("'Physician'", "null").MaybeRole);
        // On SQLite the type of an expression is guessed from the first row, here a null.
        var rows = Unit.Read(s =>
            s.Query<WithEnum>(
                $"{CodedSql("'Nurse'", "cast(null as text)")} union all {CodedSql("'Nurse'", "'Physician'")} order by 2 nulls first"
            )
        );
        Assert.Equal([null, Role.Physician], rows.Select(one => one.MaybeRole));
    }

    [Theory]
    [InlineData("'9'")]
    [InlineData("'2'")]
    [InlineData("'physician'")]
    [InlineData("'Nurse, Physician'")]
    [InlineData("' Nurse'")]
    [InlineData("''")]
    [InlineData("'Matron'")]
    [InlineData("99")]
    public void Row_EnumColumnWithAnythingElse_IsRefusedWithRowColumnAndNames(string stored)
    {
        var refused = Assert.Throws<InvalidDataException>(() => ReadCoded(stored, "null"));
        Assert.Contains("WithEnum.role", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"'{stored.Trim('\'')}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SafetyOfficer", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => ReadCoded("'Nurse'", stored));
    }

    [Fact]
    public void Row_UndefinedNumberUnknownRuleOrNullEnum_IsRefused()
    {
        Assert.Throws<InvalidDataException>(() => ReadCoded("'Nurse'", "null", tier: "0"));
        Assert.Throws<InvalidDataException>(() => ReadCoded("'Nurse'", "null", tier: "'Interruptive '"));
        Assert.Throws<InvalidDataException>(() => ReadCoded("'Nurse'", "null", rule: "'AncHold'"));
        var isNull = Assert.Throws<InvalidDataException>(() => ReadCoded("cast(null as text)", "null"));
        Assert.Contains("The column role is null", isNull.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_RequiredColumnMissing_IsRefusedByName()
    {
        var refused = Assert.Throws<InvalidOperationException>(() =>
            Unit.Read(s => s.Query<WithEnum>("select 'Nurse' as role, null as maybe_role, 3 as tier"))
        );
        Assert.Contains("WithEnum requires Rule", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_EnumDateTimeOrGuid_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() =>
            Unit.Read(s => s.Query<string>("select 'x' where @p = @p", new { p = Regimen.IsaKd }))
        );
        Assert.Throws<InvalidOperationException>(() =>
            Unit.Read(s => s.Query<string>("select 'x' where @p = @p", new { p = Guid.Empty }))
        );
        Assert.Throws<InvalidOperationException>(() =>
            Unit.Read(s => s.Query<string>("select 'x' where @p = @p", new { p = DateTime.UnixEpoch }))
        );
    }

    [Theory]
    [InlineData("9")]
    [InlineData("2")]
    [InlineData("physician")]
    [InlineData("Nurse, Physician")]
    [InlineData("")]
    public void Coded_NotAName_IsRefusedWithTableAndColumn(string code)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Coded.Parse<Role>(code, "user_role.role"));
        Assert.Contains("user_role.role", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"'{code}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Coded_UndefinedNumber_HasNoText()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Coded.Text((Role)9));
        Assert.Equal("SafetyOfficer", Coded.Text(Role.SafetyOfficer));
        Assert.Equal(Role.SafetyOfficer, Coded.Parse<Role>("SafetyOfficer", "user_role.role"));
    }

    [Fact]
    public async Task Column_UnknownCodeInstantOrId_IsRefusedByTheTable()
    {
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse);
        string id = nurse.UserId!.Value.ToString();
        await RefusedAsync("insert into user_role (user_id, role) values (@id, '9')", new { id });
        await RefusedAsync("update app_user set created_at = '2026-03-02 08:00:00' where id = @id", new { id });
        await RefusedAsync("update app_user set created_at = '2026-03-02T08:00:00Z' where id = @id", new { id });
        await RefusedAsync("insert into user_role (user_id, role) values (upper(@id), 'Physician')", new { id });
        await RefusedAsync(
            "insert into form_draft (user_id, form, subject_id, body_json, saved_at) values (@id, 'f', 's', 'not json', @now)",
            new { id, now = TestUnit.Start }
        );
    }

    [Fact]
    public void List_OfIdsCodesAndNumbers_MatchesExactlyThose()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Unit.Ids.Next<PatientId>(TestUnit.Start)).ToList();
        Assert.Equal(
            [ids[0], ids[2]],
            Among(ids.Select(i => i.ToString()), ids.Where(i => i != ids[1]))
                .Select(text => PatientId.From(Guid.Parse(text)))
                .ToList()
        );
        Assert.Equal(["O'Neill", "Ёж"], Among(["O'Neill", "x", "Ёж"], ["O'Neill", "Ёж"]));
        Assert.Empty(Among(["x"], Array.Empty<string>()));
        Assert.Equal(
            [2L],
            Unit.Read(s =>
                s.Query<long>(
                    $"select n from (select 1 as n union all select 2) t where {Unit.Database.InList("n", "list")}",
                    new { list = Unit.Database.ListParameter([2, 7]) }
                )
            )
        );
    }

    [Fact]
    public async Task Boolean_AsParameter_ReadsBack()
    {
        Assert.True(await EchoAsync<bool>(true));
        Assert.False(await EchoAsync<bool>(false));
    }

    private IReadOnlyList<string> Among<T>(IEnumerable<string> stored, IEnumerable<T> list)
        where T : notnull
    {
        string values = string.Join(
            " union all ",
            stored.Select((s, i) => $"select {i} as n, '{s.Replace("'", "''", StringComparison.Ordinal)}' as v")
        );
        return Unit.Read(s =>
            s.Query<string>(
                $"select v from ({values}) t where {Unit.Database.InList("v", "list")} order by n",
                new { list = Unit.Database.ListParameter(list) }
            )
        );
    }

    private WithEnum ReadCoded(string role, string maybe, string tier = "3", string rule = "'ANC-HOLD'") =>
        Unit.Read(s => s.Single<WithEnum>(CodedSql(role, maybe, tier, rule)));

    private static string CodedSql(string role, string maybe, string tier = "3", string rule = "'ANC-HOLD'") =>
        $"select {role} as role, {maybe} as maybe_role, {tier} as tier, {rule} as rule";

    private string Refused<T>() =>
        Assert.Throws<InvalidOperationException>(() => Unit.Read(s => s.Query<T>("select 1"))).Message;

    private Task RefusedAsync(string sql, object parameters) =>
        Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "probe"), scope => scope.Execute(sql, parameters))
        );

    /// <summary>Writes a value into a scratch column and reads it back; PostgreSQL must be told a type, so the column's is chosen.</summary>
    private Task<T> EchoAsync<T>(object? value) => Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "echo"), scope =>
        {
            scope.Execute(
                $"create temporary table if not exists echo_{(value is bool ? "flag" : "text")} (v {(value is bool ? FlagType : "text")})"
            );
            string table = value is bool ? "echo_flag" : "echo_text";
            scope.Execute($"delete from {table}");
            scope.Execute(
                $"insert into {table} (v) values (@value)",
                new Dapper.DynamicParameters(
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["value"] = value }
                )
            );
            return scope.Single<T>($"select v from {table}");
        });

    private string FlagType => Unit.Database is SqliteDatabase ? "integer" : "boolean";

    private sealed record Positional(int Number, string Note);

    private sealed record Row
    {
        public required int Number { get; init; }
        public required string NoteText { get; init; }
        public int? Maybe { get; init; }
    }

    private sealed record WithEnum
    {
        public required Role Role { get; init; }
        public required Role? MaybeRole { get; init; }
        public required AlertTier Tier { get; init; }
        public required RuleId Rule { get; init; }
    }

    private sealed class WithDateTime
    {
        public DateTime? At { get; init; }
    }

    private sealed class WithGuid
    {
        public Guid Id { get; init; }
    }
}

public sealed class MappingOnSqlite() : MappingConformance(TestUnit.OnSqlite());

public sealed class MappingOnPostgres() : MappingConformance(TestUnit.OnPostgres());
