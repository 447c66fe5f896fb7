using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>One premedication drug: whether it was given, how much, by which route, when and by whom.</summary>
public sealed partial class PremedicationDrugFields
{
    [Parameter, EditorRequired]
    public DrugDraft Drug { get; set; } = default!;

    [Parameter]
    public EventCallback<DrugDraft> DrugChanged { get; set; }

    /// <summary>The drug in the plan; null for any other.</summary>
    [Parameter]
    public Premedication? Planned { get; set; }

    /// <summary>Completed years when it was given; null = unknown.</summary>
    [Parameter]
    public int? Age { get; set; }

    /// <summary>The step: its time and person hold for every drug that has none of its own.</summary>
    [Parameter, EditorRequired]
    public StepDraft Shared { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<CareTeamMember> Team { get; set; } = [];

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private string Name => Planned?.Name.In(Language) ?? Drug.Code;

    /// <summary>The age decides about the dose and is not known: both doses are shown, and a person says which.</summary>
    private bool AsksDose => Planned is { DependsOnAge: true } && Age is null;

    private IEnumerable<(decimal Mg, string Sentence)> DoseChoices =>
        [
            (
                Planned!.DoseMgFrom!.Value,
                Text["DoseBelowAge", Mg(Planned.DoseMgFrom.Value), Planned.ElderlyFromYears!.Value]
            ),
            (
                Planned.ElderlyDoseMg!.Value,
                Text["DoseFromAge", Mg(Planned.ElderlyDoseMg.Value), Planned.ElderlyFromYears.Value]
            ),
        ];

    /// <summary>The ends of a range, one tap each; none where the dose is fixed or asked.</summary>
    private IReadOnlyList<decimal> Ends => Planned?.DoseFor(Age) is var (from, to) && from != to ? [from, to] : [];

    private string? DoseNote =>
        Planned switch
        {
            null => null,
            { DoseMgFrom: null } => Text["DoseNotInSource"],
            { DependsOnAge: true } when Age is null => null,
            _ when Planned.DoseFor(Age) is var (from, to) => from == to
                ? FixedDose(from)
                : Text["DoseRange", Mg(from), Mg(to)],
            _ => null,
        };

    private string FixedDose(decimal mg) =>
        Planned is { DependsOnAge: true } && Age is { } years
            ? Text["DosePlannedForAge", Mg(mg), years]
            : Text["DosePlanned", Mg(mg)];

    private Task TakeAsync(DrugDraft changed) => DrugChanged.InvokeAsync(changed);

    private static string Mg(decimal mg) => mg.ToString("0.###", CultureInfo.CurrentCulture);

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";

    private static PremedicationRoute? RouteOf(ChangeEventArgs change) =>
        Enum.TryParse<PremedicationRoute>(Typed(change), out var route) ? route : null;
}
