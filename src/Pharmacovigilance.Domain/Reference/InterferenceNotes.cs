namespace Pharmacovigilance.Domain.Reference;

/// <summary>Which courses a note is about.</summary>
public enum InterferenceTarget
{
    /// <summary>Every course with isatuximab.</summary>
    EveryCourse = 1,

    /// <summary>Courses of a myeloma with an IgG-kappa paraprotein.</summary>
    IgGKappa = 2,
}

/// <summary>How isatuximab disturbs a laboratory test.</summary>
/// <param name="Subject">What it is about; can be shown whether or not the text is verified.</param>
/// <param name="Text">Shown as a fact only when <paramref name="Verified"/>.</param>
/// <param name="Source">Where it is stated, or why it is not verified.</param>
public sealed record InterferenceNote(
    InterferenceTarget Target,
    LocalizedText Subject,
    LocalizedText Text,
    string Source,
    bool Verified
);

/// <summary>The notes of <c>db/reference/interference-notes.json</c>.</summary>
public static class InterferenceNotes
{
    /// <exception cref="DataFormatException">The data is malformed.</exception>
    public static IReadOnlyList<InterferenceNote> Parse(string json, string file)
    {
        var root = DataElement.Parse(json, file).Knows("about", "notes");
        var notes = root["notes"].Items().Select(Read).ToList();
        return notes.Count == 0 ? throw root["notes"].Refuse("is empty.") : notes;
    }

    private static InterferenceNote Read(DataElement element)
    {
        element.Knows("target", "subject", "text", "source", "verified");
        return new InterferenceNote(
            element["target"].Name<InterferenceTarget>(),
            element["subject"].Localized(),
            element["text"].Localized(),
            element["source"].Text(),
            element["verified"].Boolean()
        );
    }
}
