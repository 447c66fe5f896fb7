using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>
/// A running infusion: the next rate, what stands in its way, volumes and the expected end. Worked out anew every few
/// seconds from what was read; the seconds in between are counted by the browser, which also says when contact is lost.
/// </summary>
public sealed partial class ProgressPanel(UnitClock clock, TimeProvider time, KnowledgeInForce known) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource ending = new();
    private Task ticking = Task.CompletedTask;

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter, EditorRequired]
    public bool MayWrite { get; set; }

    /// <summary>The nurse takes the offer: the form of the step opens with it.</summary>
    [Parameter]
    public EventCallback<InfusionStepKind> Take { get; set; }

    private DateTimeOffset AsOf { get; set; }

    private bool IsOpen => Infusion.State.Status is not (InfusionStatus.Ended or InfusionStatus.NotGiven);

    private InfusionProgress? Now =>
        Infusion.State.Status is InfusionStatus.Running or InfusionStatus.Interrupted
            ? Infusion.ProgressAt(AsOf)
            : null;

    /// <summary>When vital signs are due; null where nobody can say, because the time of the start is not known.</summary>
    private DateTimeOffset? Due =>
        Infusion.State is { StartTimeKnown: true, StartedAt: { } started }
            ? VitalSigns.DueAt(started, Infusion.LastVitalsAt, known.Current.Rules.Limits.VitalSignsEvery)
            : null;

    protected override void OnParametersSet() => AsOf = clock.Now;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            ticking = TickAsync();
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                AsOf = clock.Now;
                if (Now is not null)
                    StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private string EndText(InfusionProgress now) =>
        now.End is { } end
            ? Text[end.ByTable ? "EndByTable" : "EndAtThisRate", Words.Wall(end.At)]
            : Text[
                now.Status == InfusionStatus.Interrupted ? "EndInterrupted"
                : now.ShouldBeEmpty ? "EndReached"
                : "EndUnknown"
            ];

    private static string Iso(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await ticking;
        ending.Dispose();
    }
}
