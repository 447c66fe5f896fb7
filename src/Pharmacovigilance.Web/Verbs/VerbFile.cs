using System.Text;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>A text file that somebody named on the command line.</summary>
internal static class VerbFile
{
    /// <returns>Its text; null when it cannot be used, and then <paramref name="errors"/> has the sentence.</returns>
    public static async Task<string?> ReadAsync(string path, TextWriter errors)
    {
        try
        {
            return await File.ReadAllTextAsync(
                path,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{path}: the file cannot be read: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            await errors.WriteLineAsync($"{path}: the file is not UTF-8 text. Save it as UTF-8.");
        }

        return null;
    }
}
