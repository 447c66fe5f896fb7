namespace Pharmacovigilance.Web.Composition;

/// <summary>A folder that is removed with everything in it when the program ends.</summary>
internal sealed class TemporaryFolder(string prefix) : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"The temporary folder {Path} could not be removed: {e.Message}");
        }
    }
}
