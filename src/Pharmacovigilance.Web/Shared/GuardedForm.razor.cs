using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Pharmacovigilance.Web.Shared;

/// <summary>
/// The form of every page. What is typed travels to the unit field by field, and a dying connection loses some of it
/// without a word. So this form sends all that the screen shows in the one message that saves, and saves only if the
/// unit has the same; after a lost connection it enters again what did not arrive. forms.js does the browser's half.
/// </summary>
/// <remarks>
/// A form needs nothing but this element around its fields and its saving button of type <c>submit</c>. Fields are known by
/// their id, radio buttons by their name.
/// </remarks>
public sealed partial class GuardedForm
{
    private ElementReference form;
    private RenderedFields rendered = default!;
    private IReadOnlyList<FieldDifference> differences = [];
    private IReadOnlyList<FieldValue> here = [];
    private bool isRefused;

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = default!;

    /// <summary>Called once the screen and the unit agree, with the value of the button that was pressed; of a filter, which saves nothing, none.</summary>
    [Parameter]
    public EventCallback<string?> OnSubmit { get; set; }

    /// <summary>The attributes of the form, e.g. <c>id</c>.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>Answers, after everything that was sent before it has been dealt with and drawn: the browser waits for it before it saves.</summary>
    [JSInvokable("unit-answer")]
    public static void Answer() { }

    /// <summary>A refusal below the edge of the screen would look like a save.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isRefused)
            return;
        isRefused = false;
        await CallAsync("unitForms.reveal", form);
    }

    private async Task SubmitAsync(ShownFieldsEventArgs shown)
    {
        here = ShownFields.Differing(shown.Fields, rendered.Read());
        differences = here.Count == 0 ? [] : await DescribeAsync();
        isRefused = here.Count > 0;
        if (isRefused)
            return;
        await OnSubmit.InvokeAsync(shown.Button);
        await CallAsync("unitForms.settled", form);
    }

    /// <summary>The connection is back: what the screen shows and the unit does not have is entered again.</summary>
    private async Task CompareAsync(ShownFieldsEventArgs shown)
    {
        var lost = ShownFields.Differing(shown.Fields, rendered.Read());
        if (lost.Count > 0)
            await CallAsync("unitForms.enterAgain", form, lost.Select(field => field.Key));
    }

    private async Task<IReadOnlyList<FieldDifference>> DescribeAsync()
    {
        try
        {
            return await Script.InvokeAsync<FieldDifference[]>("unitForms.describe", form, here);
        }
        catch (Exception e) when (IsLost(e))
        {
            return [.. here.Select(field => new FieldDifference(field.Key, field.Key, "", field.Value))];
        }
    }

    private async Task TakeAsync(bool fromScreen)
    {
        differences = [];
        if (fromScreen)
            await CallAsync("unitForms.enterAgain", form, here.Select(field => field.Key));
        else
            await CallAsync("unitForms.put", form, here);
    }

    private async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            await Script.InvokeVoidAsync(function, arguments);
        }
        catch (Exception e) when (IsLost(e))
        {
            // The form has gone, or the connection: when it is back, the browser compares anew.
        }
    }

    private static bool IsLost(Exception e) =>
        e is OperationCanceledException or JSException or JSDisconnectedException;

    private string Quoted(string value) => value.Length == 0 ? Text["FieldEmpty"] : value;
}
