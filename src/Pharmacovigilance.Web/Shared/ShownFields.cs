using Microsoft.AspNetCore.Components;

namespace Pharmacovigilance.Web.Shared;

/// <summary>What one field of a form stands at.</summary>
/// <param name="Key">The same on both sides: the field's id, the name of a group of radio buttons, or its place in the form.</param>
/// <param name="Value">Text as in the field; <c>true</c> or <c>false</c> of a box; of radio buttons the place of the chosen one, from 0, or −1.</param>
public sealed record FieldValue(string Key, string Value);

/// <summary>A form as it stands on a person's screen, in one message.</summary>
public sealed class ShownFieldsEventArgs : EventArgs
{
    public IReadOnlyList<FieldValue> Fields { get; set; } = [];

    /// <summary>The value of the button that sent the form; null when it has none.</summary>
    public string? Button { get; set; }
}

/// <summary>A field for a person to compare, in words.</summary>
/// <param name="Shown">What stands on the screen.</param>
/// <param name="Here">What the unit has.</param>
public sealed record FieldDifference(string Key, string Label, string Shown, string Here);

/// <summary>The events of forms.js: <c>shownsubmit</c> to save, <c>showncompare</c> after a lost connection.</summary>
[EventHandler("onshownsubmit", typeof(ShownFieldsEventArgs), enableStopPropagation: false, enablePreventDefault: false)]
[EventHandler(
    "onshowncompare",
    typeof(ShownFieldsEventArgs),
    enableStopPropagation: false,
    enablePreventDefault: false
)]
public static class EventHandlers;

/// <summary>Compares what a screen shows with what the unit would save.</summary>
public static class ShownFields
{
    /// <summary>The fields that differ, with the unit's value; a field that one side alone has is not compared.</summary>
    public static IReadOnlyList<FieldValue> Differing(IReadOnlyList<FieldValue> shown, IReadOnlyList<FieldValue> here)
    {
        var known = here.GroupBy(field => field.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Value, StringComparer.Ordinal);
        return
        [
            .. shown
                .Where(field =>
                    known.TryGetValue(field.Key, out string? value)
                    && !string.Equals(Plain(field.Value), Plain(value), StringComparison.Ordinal)
                )
                .Select(field => new FieldValue(field.Key, known[field.Key])),
        ];
    }

    /// <summary>A browser ends lines in its own way.</summary>
    private static string Plain(string text) => text.ReplaceLineEndings("\n");
}
