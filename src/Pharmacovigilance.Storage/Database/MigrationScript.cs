using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pharmacovigilance.Storage.Database;

/// <summary>One numbered script, e.g. <c>0001_foundation.sql</c>.</summary>
/// <param name="Checksum">SHA-256 of the text with LF line ends, lower-case hex, so that a checkout on Windows counts as unchanged.</param>
internal sealed record MigrationScript(int Version, string Name, string Sql, string Checksum)
{
    public static MigrationScript Of(string fileName, string sql)
    {
        string text = sql.ReplaceLineEndings("\n");
        int underscore = fileName.IndexOf('_', StringComparison.Ordinal);
        if (
            underscore != 4
            || !int.TryParse(fileName.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int version)
        )
            throw new InvalidOperationException($"The script {fileName} must be named like 0001_subject.sql.");
        return new MigrationScript(
            version,
            fileName,
            text,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
        );
    }

    /// <summary>The scripts of one dialect, in their order.</summary>
    public static IReadOnlyList<MigrationScript> Embedded(string folder)
    {
        var assembly = typeof(MigrationScript).Assembly;
        var scripts = new List<MigrationScript>();
        foreach (
            string name in assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal))
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            scripts.Add(Of(name[(folder.Length + 1)..], reader.ReadToEnd()));
        }

        return [.. scripts.OrderBy(s => s.Version)];
    }
}
