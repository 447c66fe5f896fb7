using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Audit;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>What a signal, its steps and their reasons are called, in the language of the screen.</summary>
public sealed class SignalWords(IStringLocalizer<SignalTriageText> text, KnowledgeInForce known, UnitClock clock)
{
    private const int ShortLength = 140;

    /// <summary>E.g. "IsaPd · Neutropenia · grade ≥ 3 · reported event".</summary>
    public string Stream(StreamKey key) =>
        text[
            "StreamLine",
            key.OtherRoute is { } route
                ? text["RegimenOfRoute", key.Regimen, text[$"Route{route}"].Value].Value
                : key.Regimen.ToString(),
            Term(key),
            text[$"Band{key.Band}"].Value,
            text[$"Basis{key.Basis}"].Value
        ];

    /// <summary>The trial a regimen is compared with; a name is the same in every language.</summary>
    public static string Trial(Regimen regimen) =>
        regimen switch
        {
            Regimen.IsaPd => "ICARIA-MM",
            Regimen.IsaKd => "IKEMA",
        };

    public string Status(SignalStatus status) => text[$"Status{status}"];

    /// <summary>What the step brought the signal to, and whether that was its return.</summary>
    public string Step(SignalStep step) =>
        step.Kind == SignalStepKind.Reinstated ? text["Reinstated", Status(step.Status)] : Status(step.Status);

    public string By(Actor actor) => actor.UserId is null ? text["ByProduct"] : actor.Name;

    /// <summary>A person's words as they were written; the product's reasons in the language of the screen.</summary>
    public string Reason(SignalStep step) => step.By.UserId is null ? text[$"Reason:{step.Reason}"] : step.Reason;

    /// <summary>The beginning of the reason, for a line of a list.</summary>
    public string ShortReason(SignalStep step)
    {
        var reason = new StringInfo(Reason(step));
        return reason.LengthInTextElements <= ShortLength
            ? reason.String
            : string.Concat(reason.SubstringByTextElements(0, ShortLength).TrimEnd(), "…");
    }

    /// <summary>What is done about a closed signal; null for every other step.</summary>
    public string? Action(SignalStep step)
    {
        if (step.Action is not { } action)
            return null;
        bool isNone = string.Equals(action, SignalFlow.NoActionNeeded, StringComparison.Ordinal);
        return text["ActionIs", isNone ? text["Action:no-action-needed"].Value : action].Value;
    }

    /// <summary>The e-value of the line within the family when the signal was raised.</summary>
    public static string Evidence(SignalItem signal) => EvidenceWords.Value(signal.LnClosed);

    /// <summary>One of the recorded inputs: what is stored as a logarithm reads as the e-value it stands for.</summary>
    public static (string Name, string? Value) Input(AuditLine line)
    {
        int last = line.Name.LastIndexOf('.') + 1;
        bool isLogarithm =
            line.Name.AsSpan(last).StartsWith("ln", StringComparison.Ordinal)
            && line.Name.Length > last + 2
            && char.IsUpper(line.Name[last + 2]);
        return isLogarithm && line.New is [.., >= '0' and <= '9'] number
            ? (
                $"{line.Name[..last]}e{line.Name[(last + 2)..]}",
                EvidenceWords.Value(JsonSerializer.Deserialize<double>(number))
            )
            : (line.Name, line.New);
    }

    /// <summary>How a signal stands, for somebody whose step came too late.</summary>
    public string MovedOn(SignalStep latest) => text["MovedOn", Status(latest.Status), By(latest.By), At(latest.At)];

    /// <summary>What came of a step.</summary>
    public string Outcome(SignalResult result) =>
        result.Outcome switch
        {
            SignalOutcome.Done => text["Done", Status(result.Status)],
            SignalOutcome.SomebodyWasFaster => text[
                "SomebodyWasFaster",
                Status(result.Status),
                result.By == Actor.Product.Name ? text["ByProduct"].Value : result.By,
                At(result.At)
            ],
            SignalOutcome.NotInFlow => text["NotInFlow", Status(result.Status)],
        };

    /// <summary>A signal is never green: refuted and closed ones are facts without judgement.</summary>
    public static StateKind KindOf(SignalStatus status) =>
        status switch
        {
            SignalStatus.Raised or SignalStatus.Confirmed => StateKind.Critical,
            SignalStatus.Validated or SignalStatus.UnderAssessment => StateKind.Attention,
            SignalStatus.Refuted or SignalStatus.ClosedWithAction or SignalStatus.Withdrawn => StateKind.Neutral,
        };

    private string Term(StreamKey key) =>
        known.Current.TrialCtcae.Find(key.LltCode)?.Name.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
        ?? key.LltCode;

    private string At(DateTimeOffset at) => clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
}
