using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Web.Calls.OnCall;

namespace Pharmacovigilance.Web.Calls.Notification;

/// <summary>The key of the texts about decisions to call or not: NotificationText.resx.</summary>
public sealed class NotificationText;

/// <summary>Decisions about calls in the words of the reader.</summary>
public sealed class CallWords(UnitClock clock, OnCallWords duties, IStringLocalizer<NotificationText> text)
{
    public string Cause(OutboxCause cause) => text[$"cause:{cause}"];

    /// <summary>Why it was sent or not, as a sentence; a reason without words as it is stored.</summary>
    public string Why(string reason)
    {
        var words = text["why:" + reason];
        return words.ResourceNotFound ? reason : words.Value;
    }

    public string Step(CallEntry call) =>
        call is { Step: { } step, Role: { } role } ? text["StepOf", step, duties.Step(role)] : "";

    public string Skipped(SkippedStep skipped, CallTrail trail) =>
        text[
            $"skip:{skipped.Why}",
            skipped.Step,
            duties.Step(skipped.Kind),
            skipped.PersonId is { } person ? trail.NameOf(person) : ""
        ];

    public string Attempt(CallAttempt attempt)
    {
        var channel = text["channel:" + attempt.Channel];
        return $"{(channel.ResourceNotFound ? attempt.Channel : channel.Value)}: {text["attempt:" + (attempt.Outcome ?? "Due")]}";
    }

    /// <summary>Where the escalation stands now.</summary>
    public string Standing(CallTrail trail) =>
        trail switch
        {
            { Standing: null } => text["StandingEnded"],
            { WaitsFor: not null } => text["StandingKept"],
            { Standing: { } kind, NextAt: { } next } => text["Standing", duties.Step(kind), At(next)],
            { Standing: { } last } => text["StandingLast", duties.Step(last)],
        };

    /// <summary>Why a person was not called, as a sentence.</summary>
    public string WhyNot(NotCalled why, string person) =>
        why.Because switch
        {
            NotCalledBecause.AnsweredBefore => text[
                "not:AnsweredBefore",
                person,
                why.By ?? "",
                At(why.At),
                why.Step ?? 0
            ],
            NotCalledBecause.StepAhead when why.At is null => text["not:StepAheadKept", person, why.Step ?? 0],
            NotCalledBecause.StepAhead => text["not:StepAhead", person, why.Step ?? 0, At(why.At)],
            NotCalledBecause.NotOnDutyThen => text["not:NotOnDutyThen", person, why.Step ?? 0, At(why.At)],
            NotCalledBecause.PassiveTier
            or NotCalledBecause.NobodyWasCalled
            or NotCalledBecause.NoPhysician
            or NotCalledBecause.NotOnChain => text[$"not:{why.Because}", person],
        };

    public string Reached(StepVisit visit, CallTrail trail) =>
        text[
            "ReachedLine",
            visit.Step,
            duties.Step(visit.Kind),
            At(visit.At),
            visit.PersonId is { } person ? trail.NameOf(person) : text["ReachedList"].Value
        ];

    public string At(DateTimeOffset? at) =>
        at is { } known ? clock.AtUnit(known).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture) : "";
}
