using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.Shared;

/// <summary>
/// The one field for a number. Nothing is cut off and nothing is guessed: a number that can be read in two ways is shown with
/// both readings as buttons, and the form refuses it until one is chosen. Its label is the form's.
/// </summary>
public sealed partial class NumberField
{
    /// <summary>Id and name of the input.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>As typed.</summary>
    [Parameter, EditorRequired]
    public string Value { get; set; } = "";

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Only whole numbers belong here, so only whole readings are offered.</summary>
    [Parameter]
    public bool Whole { get; set; }

    /// <summary>A laboratory result may be a bound, such as &lt;0.1.</summary>
    [Parameter]
    public bool TakesBound { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public string? Class { get; set; }

    /// <summary>Id of what describes the field.</summary>
    [Parameter]
    public string? DescribedBy { get; set; }

    private string? Described => Readings.Count > 0 ? $"{DescribedBy} {Id}-readings".Trim() : DescribedBy;

    private string Sign => TakesBound ? TypedResult.Read(Value).Bound.Sign() : "";

    private IReadOnlyList<(decimal Number, string Key)> Readings
    {
        get
        {
            var number = TakesBound ? TypedResult.Read(Value).Number : TypedNumber.Read(Value);
            if (number.Readings is not [var one, var other])
                return [];
            return
            [
                .. new[] { (one, "ReadingDecimal"), (other, "ReadingGrouped") }.Where(reading =>
                    !Whole || reading.Item1 == decimal.Truncate(reading.Item1)
                ),
            ];
        }
    }

    private static string Plain(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);

    private Task ChooseAsync(decimal number) => ValueChanged.InvokeAsync(Sign + DecimalEntry.Printed(number));

    // The browser tells an entry as it is typed and once more when the field is left.
    private Task TakeAsync(ChangeEventArgs change) =>
        change.Value as string is { } typed && typed != Value ? ValueChanged.InvokeAsync(typed) : Task.CompletedTask;
}
