using System.Globalization;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>Lets a visitor see and set how fast the demonstration's time runs. Every visitor turns the same clock.</summary>
public sealed partial class DemoControls : IDisposable
{
    private const int FirstSpeed = 60;

    private readonly PeriodicTimer timer = new(TimeSpan.FromSeconds(1));

    private string Wall => Clock.AtUnit(Clock.Now).ToString("ddd d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    protected override void OnInitialized() => _ = FollowAsync();

    private async Task FollowAsync()
    {
        try
        {
            while (await timer.WaitForNextTickAsync())
                StateHasChanged();
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private void Run(int speed) => Live.LetTimeRun(speed);

    private string Label(int speed) => speed == 0 ? Text["Pause"] : Text["Times", speed];

    /// <summary>Ends the timer, and with it the waiting.</summary>
    public void Dispose() => timer.Dispose();
}
