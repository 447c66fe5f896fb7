namespace Pharmacovigilance.Storage.Database;

/// <summary>The SQL a unit's database understands.</summary>
public enum SqlDialect
{
    Sqlite = 1,
    Postgres = 2,
}
