using System.Diagnostics;
using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Calls.OnCall;
using Pharmacovigilance.Web.Demo;

namespace Pharmacovigilance.Web.Composition;

/// <summary>Fills the demonstration unit before it opens. Every start begins from the same state.</summary>
public sealed partial class DemoUnit(
    UnitPlace place,
    AccountStore accounts,
    Credentials credentials,
    DemoSimulator simulator,
    DemoPlayer player,
    DemoOnCall onCall,
    ReportingStore reporting,
    DemoDay day,
    DemoTime time,
    UnitClock clock,
    IdSource ids,
    ILogger<DemoUnit> logger
)
{
    /// <summary>Creates the accounts, makes every entry up to the visitor's arrival, and lets the clock go.</summary>
    /// <exception cref="InvalidOperationException">The unit is a real one, or an entry of the script was refused.</exception>
    public async Task FillAsync()
    {
        if (!place.IsDemo)
            throw new InvalidOperationException("Synthetic data belong into a demonstration unit only.");
        long begun = Stopwatch.GetTimestamp();
        int entries = 0;
        await CreateAccountsAsync();
        foreach (var step in simulator.Past())
        {
            entries++;
            time.MoveTo(step.At);
            await PlayAsync(step);
            day.Note(step);
        }

        time.MoveTo(simulator.Opens);
        await reporting.ChooseAsync(
            Actor.Product,
            ["ru-medical-organisation", "eu-gvp-vi"],
            "Demonstration: one rule that binds the hospital and one that does not"
        );
        await onCall.FillAsync();
        await player.AcknowledgeEarlierAsync(simulator.Opens);
        time.RunAt(1);
        Filled(entries, Stopwatch.GetElapsedTime(begun).TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds);
    }

    private async Task CreateAccountsAsync()
    {
        foreach (var demo in DemoAccount.All)
        {
            // Id and stamp are the same at every start; sessions of an earlier start are void all the same, their keys are gone.
            var account = credentials.WithoutPassword(demo.UserName, demo.DisplayName, [demo.Role]) with
            {
                Id = ids.Next<UserId>(clock.Now),
                SecurityStamp = demo.UserName,
            };
            if (await accounts.CreateAsync(Actor.Product, account) is var outcome and not AccountOutcome.Done)
                throw new InvalidOperationException(
                    $"The demonstration account {demo.UserName} was not created: {outcome}."
                );
        }
    }

    private async Task PlayAsync(DemoStep step)
    {
        try
        {
            await player.PlayAsync(step);
        }
        catch (RefusedException refused)
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The script of the demonstration was refused at {step}: {refused.Message}"
                ),
                refused
            );
        }
    }

    [LoggerMessage(
        EventId = 301,
        Level = LogLevel.Information,
        Message = "The demonstration was filled with {Entries} entries in {Seconds:0.0} s; the program has used {CpuSeconds:0.0} s of processor time so far"
    )]
    private partial void Filled(int entries, double seconds, double cpuSeconds);
}
