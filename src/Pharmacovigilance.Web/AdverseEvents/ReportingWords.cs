using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>What people read about reporting, in the language of the screen.</summary>
public sealed class ReportingWords(IStringLocalizer<ReportingText> text, UnitClock clock)
{
    private const int SoonDays = 3;

    /// <summary>Where a rule stands for an event: overdue, due, open, closed, or no clock.</summary>
    public (StateKind Kind, string Text, string Reason) State(RegimeStanding standing) =>
        standing switch
        {
            { ClosedBy: { Kind: ReportingKind.Submitted } sent } => (
                StateKind.Good,
                text["Submitted"],
                text["SubmittedLine", Date(sent.SubmittedOn!.Value), sent.Reference!, sent.RecordedBy]
            ),
            { ClosedBy: { } judged } => (
                StateKind.Neutral,
                text["NotRequired"],
                text["NotRequiredLine", judged.Reason!, judged.RecordedBy]
            ),
            { Duty: null } => (StateKind.Neutral, text["NothingAsked"], ""),
            { Predates: true, Duty.DueOn: { } past } => (
                StateKind.Neutral,
                text["Predates"],
                text["PredatesWhy", Date(past), Date(standing.Since)]
            ),
            { Duty.DueOn: null } => (StateKind.Unknown, text["ClockStopped"], ""),
            { Duty.DueOn: { } due } => Due(due),
        };

    /// <summary>What makes the date uncertain; empty where nothing does.</summary>
    public IReadOnlyList<string> Doubts(ReportingDuty duty)
    {
        var doubts = new List<string>();
        if (!duty.IsCertain)
            doubts.Add(text["Uncertain"]);
        if (duty.IsEarliest)
            doubts.Add(text["Earliest"]);
        if (duty.Clock.UnexpectedOnly)
            doubts.Add(text["UnexpectedOnly"]);
        if (!duty.Edition.Verified)
            doubts.Add(text["RuleToBeConfirmed"]);
        if (!duty.Edition.ScopesVerified)
            doubts.Add(text["ScopeToBeConfirmed"]);
        return doubts;
    }

    /// <summary>"serious: 3 working days after day 0".</summary>
    public string Clock(ReportingClock rule) => text[$"Clock{rule.Kind}", text[$"Scope{rule.Scope}"].Value, rule.Days];

    public string Binds(ReportingRegime regime) => text[$"Binds{regime.Binds}"];

    public string Missing(CaseFacts facts) =>
        facts.Missing is { Count: > 0 } missing
            ? string.Join(", ", missing.Select(part => text[$"Part{part}"].Value))
            : text["NothingMissing"];

    public static string Date(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    private (StateKind Kind, string Text, string Reason) Due(DateOnly due)
    {
        string reason = text["DueOn", Date(due)];
        return due.CompareTo(clock.Today) switch
        {
            < 0 => (StateKind.Critical, text["Overdue"], reason),
            0 => (StateKind.Critical, text["DueToday"], reason),
            _ when due <= clock.Today.AddDays(SoonDays) => (StateKind.Attention, text["DueSoon"], reason),
            _ => (StateKind.Neutral, text["DueLater"], reason),
        };
    }
}
