using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The state of a stream with its reason, in the language of the screen: a state never stands without one.</summary>
public sealed class StateWords(IStringLocalizer<SignalsText> text, KnowledgeInForce known, UnitClock clock)
{
    /// <summary>Colour and shape of a state.</summary>
    public static StateKind KindOf(StreamState state) =>
        state switch
        {
            StreamState.NoReference or StreamState.NotComparable => StateKind.Unknown,
            StreamState.TooFew
            or StreamState.FollowedTooBriefly
            or StreamState.UnknownOutcomes
            or StreamState.FewerThanPlausible
            or StreamState.NoReassurance => StateKind.Neutral,
            StreamState.WithinExpectation => StateKind.Good,
            StreamState.Watch or StreamState.Error => StateKind.Attention,
            StreamState.Signal => StateKind.Critical,
        };

    /// <summary>The unverified row that would be the reference; named as such, never compared with.</summary>
    public ReferenceRate? Candidate(BoardRow row) =>
        row.Definition.Reference is null ? known.Current.Rates.CandidateFor(row.Key) : null;

    /// <summary>Why.</summary>
    public string Reason(BoardRow row) =>
        row.Reason switch
        {
            StreamReason.NoRowForStream when Candidate(row) is { } candidate => text[
                "ReasonUnverifiedRow",
                candidate.PatientsWithEvent!,
                candidate.Patients,
                candidate.Source.Tag,
                candidate.Cut.Label.Split(':')[0]
            ],
            StreamReason.CtcaeCriteriaDiffer => ForeignScale(row),
            StreamReason.DoublingWouldNotShow when row.PatientsNeeded is null => text[
                "ReasonDoublingOutOfReach",
                row.Evidence!.Patients,
                DetectableExcess.MostPatients
            ],
            StreamReason.FamilyAboveThreshold when row.Latch is { } latch => text[
                "ReasonSignalRaised",
                At(latch.RaisedAt),
                text[$"Signal{latch.Status}"].Value
            ],
            StreamReason.FollowedTooBriefly
            or StreamReason.DoublingExcluded
            or StreamReason.FewerThanPlausible
            or StreamReason.UnknownsCouldHide => FollowUp(row, row.Maturity!),
            var reason => text[
                $"Reason{reason}",
                row.Maturity?.Known ?? row.Evidence?.Patients ?? 0,
                row.PatientsNeeded ?? row.Definition.MinimumPatients
            ],
        };

    private string FollowUp(BoardRow row, Maturity maturity) =>
        row.Reason switch
        {
            StreamReason.UnknownsCouldHide => text["ReasonUnknownsCouldHide", maturity.Unknown],
            StreamReason.FollowedTooBriefly when maturity.MonthsStillNeeded is { } months => text[
                "ReasonFollowedTooBriefly",
                row.Evidence!.PatientsWithEvent,
                maturity.Known,
                maturity.Expected,
                maturity.Complete,
                months
            ],
            StreamReason.FollowedTooBriefly => text[
                "ReasonFollowedTooFew",
                row.Evidence!.PatientsWithEvent,
                maturity.Known,
                maturity.Expected,
                maturity.Complete
            ],
            var reason => text[$"Reason{reason}", row.Evidence!.PatientsWithEvent, maturity.Known, maturity.Expected],
        };

    /// <summary>The evidence in figures; empty where nothing is compared.</summary>
    public string Evidence(BoardRow row) =>
        row.Evidence is { Patients: > 0 } evidence
            ? text[
                "EvidenceFigures",
                EvidenceWords.Value(evidence.LnNow),
                EvidenceWords.Value(evidence.LnHighest),
                EvidenceWords.Value(evidence.LnFamilyNow),
                EvidenceWords.Value(evidence.LnFamilyHighest)
            ] + (evidence.SpreadStar is { } star ? text["StandsTo", star].Value : "")
            : "";

    /// <summary>Which grade of the version in force keeps it apart from the trial's, or how many patients were graded by another version.</summary>
    private string ForeignScale(BoardRow row)
    {
        var scale = known.Current.Scale;
        string trials = CtcaeVersions.Format(scale.Trials);
        return scale.WithTrials(row.Key.LltCode, row.Key.Band) is { IsComparable: false } difference
            ? text[
                $"ReasonCtcae{difference.Reason}",
                CtcaeVersions.Format(scale.History.Current),
                trials,
                (int?)difference.Grade ?? 0
            ]
            : text["ReasonCtcaeOfOthers", row.Counts.NotComparable, trials];
    }

    private string At(DateTimeOffset at) => clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
}
