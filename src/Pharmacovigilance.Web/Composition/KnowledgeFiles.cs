using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Web.Composition;

/// <summary>The reference files that stand beside the program (db/reference in the repository).</summary>
public static class KnowledgeFiles
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "reference");

    /// <summary>Reads and checks all of them; a malformed file keeps the product from starting.</summary>
    /// <exception cref="DataFormatException">A file is malformed; the message names file and element.</exception>
    public static Knowledge Load() => Knowledge.Parse(Read);

    /// <summary>The text of one file, by its path below db/reference.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));
}
