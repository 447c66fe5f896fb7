namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// The right of one process to write a unit's data folder. The operating system drops it when the process ends, however
/// it ends, so a crash leaves nothing to clean up.
/// </summary>
internal sealed class FolderLock(string folder) : IDisposable
{
    private readonly Lock gate = new();
    private FileStream? held;

    public void Take()
    {
        lock (gate)
        {
            if (held is not null)
                return;
            CreateFolder(folder);
            try
            {
                held = new FileStream(
                    Path.Combine(folder, "unit.lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
            }
            catch (IOException e)
            {
                throw new DatabaseRefusedException(
                    $"The data folder {folder} is in use by another running copy of Pharmacovigilance. Stop that copy, or name another data folder.",
                    e
                );
            }
        }
    }

    /// <summary>Health data: on Unix the folder is for its owner only.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        lock (gate)
        {
            held?.Dispose();
            held = null;
        }
    }
}
