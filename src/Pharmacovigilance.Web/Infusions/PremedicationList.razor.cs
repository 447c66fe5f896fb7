using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>What is to be given before this infusion, and what of it was given, when and by whom.</summary>
public sealed partial class PremedicationList(KnowledgeInForce known, UnitClock clock)
{
    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private string Jurisdiction => known.Current.Rules.Jurisdiction;

    private PremedicationPlan Plan => known.Current.PremedicationOf(Infusion.Course.Regimen).Under(Infusion.Order);

    private RegimenCalendar Calendar => known.Current.Calendars[Infusion.Course.Regimen];

    private int? Age => StepProposals.AgeAt(Infusion, clock, Infusion.State.StartedAt ?? clock.Now);

    private bool AgeUnknown => Age is null && Plan.Drugs.Any(drug => drug.DependsOnAge);

    private bool CountsOnce =>
        Plan.Drugs.Any(drug => drug.Code == Premedication.Dexamethasone)
        && Calendar.Dexamethasone.CountsOnce(Infusion.Head.DayOfCycle);

    private IEnumerable<Premedication> Elsewhere =>
        known
            .Current.Premedication[Infusion.Course.Regimen]
            .Drugs.Where(drug => drug.Elsewhere is not null && !drug.BelongsTo(Jurisdiction));

    /// <summary>The drugs of the plan in its order, then whatever else was given.</summary>
    private IEnumerable<Line> Lines
    {
        get
        {
            var standing = InfusionState.Effective(Infusion.Steps).Select(step => step.Id).ToHashSet();
            var given = Infusion
                .Premedication.Where(drug => standing.Contains(drug.StepId))
                .OrderBy(drug => drug.GivenAt)
                .ToLookup(drug => drug.Drug, StringComparer.Ordinal);
            var codes = Plan.Drugs.Select(drug => drug.Code).ToList();
            return codes
                .Union(given.Select(drugs => drugs.Key), StringComparer.Ordinal)
                .Select(code => new Line(
                    code,
                    NameOf(code),
                    Plan.Drugs.FirstOrDefault(drug => string.Equals(drug.Code, code, StringComparison.Ordinal)),
                    [.. given[code]]
                ));
        }
    }

    private string NameOf(string code) =>
        known.Current.DrugNames.TryGetValue(code, out var name) ? name.In(Language) : code;

    private string PlannedDose(Line line)
    {
        if (line.Planned is not { } planned)
            return Text["NotPlanned"];
        if (planned.DoseMgFrom is not { } usual)
            return Text["DoseNotInSource"];
        string routes = string.Join(" / ", planned.Routes.Select(route => Text[$"Route{route}"].Value));
        if (planned is { DependsOnAge: true } && Age is null)
            return Text[
                "BothDoses",
                Mg(usual),
                planned.ElderlyFromYears!.Value,
                Mg(planned.ElderlyDoseMg!.Value),
                routes
            ];
        var (from, to) = planned.DoseFor(Age)!.Value;
        return from == to ? Text["OneDose", Mg(from), routes] : Text["DoseFromTo", Mg(from), Mg(to), routes];
    }

    private string Sentence(PremedicationGiven given) =>
        Text[
            "GivenSentence",
            given.DoseMicrograms is { } dose ? Text["Milligrams", Mg(dose / 1000m)] : Text["DoseNotStated"],
            given.Route is { } route ? Text[$"Route{route}"] : Text["RouteNotStated"],
            clock
                .AtUnit(given.GivenAt)
                .ToString(
                    clock.DateOf(given.GivenAt) == clock.Today ? "HH:mm" : "d MMM yyyy HH:mm",
                    CultureInfo.CurrentCulture
                ),
            given.GivenBy?.Name ?? Text["GiverNotStated"],
            given.RecordedBy ?? Text["GiverNotStated"]
        ];

    /// <summary>Minutes before the start, against the window; nothing before the start is known to the minute.</summary>
    private Worded? TimingOf(PremedicationGiven given)
    {
        if (Infusion.State is not { StartTimeKnown: true, StartedAt: { } started })
            return null;
        var before = started - given.GivenAt;
        if (before < TimeSpan.Zero)
            return new(StateKind.Attention, Text["AfterStart", (int)-before.TotalMinutes], "");
        return Plan.IsInTime(before)
            ? new(StateKind.Good, Text["MinutesBefore", (int)before.TotalMinutes], "")
            : new(
                StateKind.Attention,
                Text["MinutesBefore", (int)before.TotalMinutes],
                Text["OutsideWindow", Plan.LatestMinutesBefore, Plan.EarliestMinutesBefore]
            );
    }

    private Worded NotRecorded =>
        Infusion.State switch
        {
            { PremedicationUnknown: true } => new(StateKind.Unknown, Text["NotReported"], ""),
            { StartedAt: not null } => new(StateKind.Attention, Text["NotRecordedBeforeStart"], ""),
            _ => new(StateKind.Neutral, Text["NotYetRecorded"], ""),
        };

    private static string Mg(decimal mg) => mg.ToString("0.###", CultureInfo.CurrentCulture);

    private sealed record Line(
        string Code,
        string Name,
        Premedication? Planned,
        IReadOnlyList<PremedicationGiven> Given
    );
}
