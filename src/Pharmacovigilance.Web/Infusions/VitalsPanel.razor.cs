using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Vital signs of an infusion: entered, listed newest first, corrected with a reason.</summary>
public sealed partial class VitalsPanel(
    BedsideCheckStore store,
    ReasonDialog reasons,
    CurrentActor person,
    InfusionWords words
)
{
    private VitalsForm? form;
    private BedsideOutcome? outcome;
    private IReadOnlyList<Refusal> refusals = [];

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter, EditorRequired]
    public bool MayWrite { get; set; }

    /// <summary>Something was recorded: the infusion has to be read again.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    /// <summary>One line of the table: a check, the pressure measured with it, or both.</summary>
    private sealed record Line(
        object Key,
        DateTimeOffset At,
        string By,
        VitalSigns Vitals,
        BloodPressureResult? Pressure,
        BedsideCheck? Check,
        BedsideCheck? Replacing
    );

    private IReadOnlyList<Line> Lines
    {
        get
        {
            var replacing = Infusion
                .Checks.Where(check => check.Supersedes is not null)
                .ToDictionary(check => check.Supersedes!.Value);
            var checks = Infusion.Checks.Where(check => check.Status == EventStatus.Recorded).ToList();
            // Measured together, entered together: one time, two records.
            var together = checks
                .Where(check => !replacing.ContainsKey(check.Id))
                .DistinctBy(check => check.At)
                .ToDictionary(check => check.At, check => check.Id);
            var byCheck = Infusion
                .Pressures.Where(reading => together.ContainsKey(reading.MeasuredAt))
                .DistinctBy(reading => reading.MeasuredAt)
                .ToDictionary(reading => together[reading.MeasuredAt]);
            return
            [
                .. checks
                    .Select(check => new Line(
                        check.Id,
                        check.At,
                        check.RecordedBy,
                        check.Vitals,
                        byCheck.GetValueOrDefault(check.Id),
                        check,
                        replacing.GetValueOrDefault(check.Id)
                    ))
                    .Concat(
                        Infusion
                            .Pressures.Except(byCheck.Values)
                            .Select(reading => new Line(
                                reading.Id,
                                reading.MeasuredAt,
                                reading.RecordedBy,
                                VitalSigns.None,
                                reading,
                                null,
                                null
                            ))
                    )
                    .OrderByDescending(line => line.At),
            ];
        }
    }

    private async Task SavedAsync(BedsideOutcome saved)
    {
        outcome = saved;
        await Saved.InvokeAsync();
    }

    private async Task TakeBackAsync(BedsideCheck check)
    {
        var seen = person.Sees(SeenSubject.ChecksOf(Infusion.Head.InfusionId));
        if (
            await reasons.AskAsync(
                Text["TakeBackTitle"],
                Text["TakeBackSentence", words.Wall(check.At)],
                Text["TakeBack"]
            )
            is not { } reason
        )
            return;
        try
        {
            refusals = [];
            await store.TakeBackAsync(await person.GetAsync(seen), Infusion.Head.InfusionId, check.Id, reason);
            await Saved.InvokeAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            refusals = said;
        }
    }

    private string At(Line line) => words.Wall(line.At);

    // A dash says "not measured"; it is never zero.
    private static string Whole(int? value) => value?.ToString(CultureInfo.CurrentCulture) ?? "–";

    private static string Tenths(int? value) =>
        value is { } tenths ? (tenths / 10m).ToString("0.0", CultureInfo.CurrentCulture) : "–";

    private static string Pressure(Line line) =>
        line.Pressure is { Reading: var reading }
            ? $"{Whole(reading.SystolicMmHg)}/{Whole(reading.DiastolicMmHg)}"
            : "–";
}
