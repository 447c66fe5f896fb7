using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;

namespace Pharmacovigilance.Web.Shared;

/// <summary>
/// Renders the content of a form and knows at which value each of its fields was rendered last, however deep in other
/// components it lies. That is what the unit would save: every field is drawn from the model.
/// </summary>
/// <remarks>
/// Blazor keeps what it rendered but has no public way to it. Three members are reached by name here, and nowhere else; a
/// version that names them otherwise fails the tests of this class.
/// </remarks>
public sealed class RenderedFields : IComponent
{
    private RenderHandle handle;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    void IComponent.Attach(RenderHandle renderHandle) => handle = renderHandle;

    Task IComponent.SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        handle.Render(builder => builder.AddContent(0, ChildContent));
        return Task.CompletedTask;
    }

    /// <summary>All fields in the order of the page.</summary>
    public IReadOnlyList<FieldValue> Read()
    {
        var reading = new FieldReading();
        Walk(RendererOf(ref handle), ComponentIdOf(ref handle), reading);
        return reading.Fields;
    }

#pragma warning disable BL0006 // Render tree types are for renderers: see the remarks.
    private static void Walk(Renderer renderer, int componentId, FieldReading reading)
    {
        var frames = FramesOf(renderer, componentId);
        for (int at = 0; at < frames.Count; at++)
        {
            ref var frame = ref frames.Array[at];
            if (frame.FrameType == RenderTreeFrameType.Component)
                Walk(renderer, frame.ComponentId, reading);
            if (frame.FrameType != RenderTreeFrameType.Element)
                continue;
            var attributes = AttributesOf(frames, at + 1, at + frame.ElementSubtreeLength);
            reading.Take(frame.ElementName, attributes);
            if (frame.ElementName is "select" && !attributes.ContainsKey("value"))
                reading.TakeOptions(Options(frames, at + 1, at + frame.ElementSubtreeLength));
        }
    }

    private static Dictionary<string, object?> AttributesOf(ArrayRange<RenderTreeFrame> frames, int from, int end)
    {
        var attributes = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (int at = from; at < end && frames.Array[at].FrameType == RenderTreeFrameType.Attribute; at++)
            attributes[frames.Array[at].AttributeName] = frames.Array[at].AttributeValue;
        return attributes;
    }

    private static IEnumerable<Dictionary<string, object?>> Options(
        ArrayRange<RenderTreeFrame> frames,
        int from,
        int end
    )
    {
        for (int at = from; at < end; at++)
        {
            if (frames.Array[at] is { FrameType: RenderTreeFrameType.Element, ElementName: "option" })
                yield return AttributesOf(frames, at + 1, end);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_renderer")]
    private static extern ref Renderer RendererOf(ref RenderHandle handle);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_componentId")]
    private static extern ref int ComponentIdOf(ref RenderHandle handle);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetCurrentRenderTreeFrames")]
    private static extern ArrayRange<RenderTreeFrame> FramesOf(Renderer renderer, int componentId);
#pragma warning restore BL0006
}

/// <summary>Fields gathered element by element; forms.js names and reads them in the same way from the page.</summary>
internal sealed class FieldReading
{
    private readonly List<FieldValue> fields = [];
    private readonly Dictionary<string, (int Seen, int Chosen)> groups = new(StringComparer.Ordinal);
    private readonly List<int> pressed = [];
    private int place;
    private int buttons;

    public IReadOnlyList<FieldValue> Fields =>
        [
            .. fields,
            .. groups.Select(group => new FieldValue(
                "radio " + group.Key,
                group.Value.Chosen.ToString(CultureInfo.InvariantCulture)
            )),
            new("pressed", string.Join(' ', pressed)),
        ];

    public void Take(string element, Dictionary<string, object?> attributes)
    {
        if (element is "button")
            TakeButton(attributes);
        if (
            element is not ("input" or "select" or "textarea")
            || Text(attributes, "type") is "file" or "hidden" or "submit" or "button"
        )
            return;
        string key = Text(attributes, "id") is { Length: > 0 } id
            ? id
            : "at " + place.ToString(CultureInfo.InvariantCulture);
        place++;
        switch (Text(attributes, "type"))
        {
            case "radio":
                TakeRadio(Text(attributes, "name"), IsOn(attributes, "checked"));
                break;
            case "checkbox":
                fields.Add(new(key, IsOn(attributes, "checked") ? "true" : "false"));
                break;
            default:
                fields.Add(new(key, Text(attributes, "value")));
                break;
        }
    }

    /// <summary>A list without a value of its own shows the chosen option, or else the first.</summary>
    public void TakeOptions(IEnumerable<Dictionary<string, object?>> options)
    {
        var all = options.ToList();
        var chosen = all.LastOrDefault(option => IsOn(option, "selected")) ?? all.FirstOrDefault();
        var field = fields[^1];
        fields.RemoveAt(fields.Count - 1);
        if (chosen is not null && chosen.ContainsKey("value"))
            fields.Add(field with { Value = Text(chosen, "value") });
    }

    /// <summary>The state of a button that is pressed or chosen, e.g. a grade.</summary>
    private void TakeButton(Dictionary<string, object?> attributes)
    {
        if (!attributes.ContainsKey("aria-checked") && !attributes.ContainsKey("aria-pressed"))
            return;
        if (Text(attributes, "aria-checked") is "true" || Text(attributes, "aria-pressed") is "true")
            pressed.Add(buttons);
        buttons++;
    }

    private void TakeRadio(string group, bool isChosen)
    {
        var (seen, chosen) = groups.GetValueOrDefault(group, (0, -1));
        groups[group] = (seen + 1, isChosen ? seen : chosen);
    }

    private static bool IsOn(Dictionary<string, object?> attributes, string name) =>
        attributes.GetValueOrDefault(name) is true or "true" or "checked" or "";

    /// <summary>An attribute written without a value, or with an empty one, is kept as true.</summary>
    private static string Text(Dictionary<string, object?> attributes, string name) =>
        attributes.GetValueOrDefault(name) is { } value and not true
            ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""
            : "";
}
