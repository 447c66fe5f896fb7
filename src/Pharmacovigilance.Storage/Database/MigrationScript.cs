using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pharmacovigilance.Storage.Database;

/// <summary>One numbered script, e.g. <c>0001_schema.sql</c>.</summary>
/// <param name="Sql">What its database is given.</param>
/// <param name="Checksum">SHA-256 of the text with LF line ends, lower-case hex, so that a checkout on Windows counts as unchanged.</param>
internal sealed record MigrationScript(int Version, string Name, string Sql, string Checksum)
{
    /// <summary>Of plain SQL.</summary>
    public static MigrationScript Of(string fileName, string sql)
    {
        string text = sql.ReplaceLineEndings("\n");
        int underscore = fileName.IndexOf('_', StringComparison.Ordinal);
        if (
            underscore != 4
            || !int.TryParse(fileName.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int version)
        )
            throw new InvalidOperationException($"The script {fileName} must be named like 0002_subject.sql.");
        return new MigrationScript(
            version,
            fileName,
            text,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
        );
    }

    /// <summary>
    /// Of a text for both databases. Its checksum is taken with the codes in it: an enum that allows something else is another
    /// schema, but how a type is written in a dialect is not.
    /// </summary>
    public static MigrationScript Written(string fileName, string text, SqlDialect dialect)
    {
        var script = Of(fileName, SchemaCodes.Resolve(text));
        return script with { Sql = SchemaExpander.Expand(script.Sql, dialect) };
    }
}
