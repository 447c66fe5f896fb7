using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>What came of a decision, for the person who took it.</summary>
/// <param name="Taken">False when nothing was changed.</param>
/// <param name="Sentence">Names the alert, because it may no longer be on the page.</param>
public sealed record DecisionNotice(bool Taken, string Sentence);

/// <summary>Turns every end a decision can have into a sentence: done, somebody was faster, ended, refused, not saved.</summary>
public sealed class DecisionTaking(AlertWords words, RefusalSentences refusals, IStringLocalizer<AlertsText> text)
{
    public Task<DecisionNotice> TakeAsync(AlertItem alert, Func<Task<DecisionResult>> decide) =>
        TryAsync(alert, async () =>
        {
            var result = await decide();
            return new DecisionNotice(result.Outcome == DecisionOutcome.Done, words.Outcome(result));
        });

    public Task<DecisionNotice> ReleaseAsync(AlertItem alert, Func<Task<DecisionOutcome>> release) =>
        TryAsync(alert, async () => await release() switch
            {
                DecisionOutcome.Done => new DecisionNotice(Taken: true, text["HoldReleased"]),
                DecisionOutcome.ChangedMeanwhile => new DecisionNotice(Taken: false, text["CriterionChanged"]),
                _ => new DecisionNotice(Taken: false, text["HoldNotReleased"]),
            });

    private async Task<DecisionNotice> TryAsync(AlertItem alert, Func<Task<DecisionNotice>> act)
    {
        DecisionNotice notice;
        try
        {
            notice = await act();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            notice = new DecisionNotice(Taken: false, Sentence(e, said));
        }

        return notice with
        {
            Sentence = text["NoticeOf", words.Title(alert.Rule), alert.Course.Code, notice.Sentence],
        };
    }

    private string Sentence(Exception e, IReadOnlyList<Refusal> said) =>
        e switch
        {
            NotAllowedException => text["NotAllowed"],
            WriteFailedException => text["NotConfirmed"],
            _ => string.Join(' ', said.Select(refusals.Of)),
        };
}
