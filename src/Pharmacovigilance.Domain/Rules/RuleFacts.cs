using System.Collections.Frozen;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>The names of the facts a finding may carry. Units stand in the names; a name ending in At is an instant, in On a date.</summary>
public static class FactNames
{
    public const string AncGigaPerLitre = "ancGigaPerLitre";
    public const string CollectedAt = "collectedAt";
    public const string HoldBelowGigaPerLitre = "holdBelowGigaPerLitre";
    public const string ReleaseAtGigaPerLitre = "releaseAtGigaPerLitre";
    public const string AgeHoursMinutes = "ageHoursMinutes";
    public const string FreshnessHours = "freshnessHours";
    public const string Regimen = "regimen";
    public const string InfusionOrdinal = "infusionOrdinal";
    public const string PlannedOn = "plannedOn";
    public const string StartedAt = "startedAt";
    public const string Reaction = "reaction";
    public const string Grade = "grade";
    public const string OnsetAt = "onsetAt";
    public const string InitialRateMillilitresPerHour = "initialRateMillilitresPerHour";
    public const string RestartRateMillilitresPerHour = "restartRateMillilitresPerHour";
    public const string RestartAtMostGrade = "restartAtMostGrade";
    public const string Hospitalised = "hospitalised";
    public const string Recurrence = "recurrence";
    public const string GradeByCriterion = "gradeByCriterion";
    public const string PermanentStop = "permanentStop";
    public const string MissingDrugs = "missingDrugs";
    public const string DrugsMinutesBefore = "drugsMinutesBefore";
    public const string WindowFromMinutes = "windowFromMinutes";
    public const string WindowToMinutes = "windowToMinutes";
    public const string PreviousInfusionOrdinal = "previousInfusionOrdinal";
    public const string PreviousStartedAt = "previousStartedAt";
    public const string PreviousGrade = "previousGrade";
    public const string PreviousPremedication = "previousPremedication";
    public const string PlateletsGigaPerLitre = "plateletsGigaPerLitre";
    public const string BelowGigaPerLitre = "belowGigaPerLitre";
    public const string RecoveredAtGigaPerLitre = "recoveredAtGigaPerLitre";
    public const string AncAtLeastGigaPerLitre = "ancAtLeastGigaPerLitre";
    public const string PlateletsAtLeastGigaPerLitre = "plateletsAtLeastGigaPerLitre";
    public const string ReportedGrade = "reportedGrade";
    public const string Cycle = "cycle";
    public const string Term = "term";
    public const string SystolicMmHg = "systolicMmHg";
    public const string DiastolicMmHg = "diastolicMmHg";
    public const string MeasuredAt = "measuredAt";
    public const string SystolicLimitMmHg = "systolicLimitMmHg";
    public const string DiastolicLimitMmHg = "diastolicLimitMmHg";
    public const string DaysBetween = "daysBetween";
    public const string IntervalDays = "intervalDays";
    public const string EarliestOn = "earliestOn";
    public const string RateMillilitresPerHour = "rateMillilitresPerHour";
    public const string AllowedRateMillilitresPerHour = "allowedRateMillilitresPerHour";
    public const string SetAt = "setAt";
    public const string AfterReaction = "afterReaction";

    /// <summary>The facts of a rule, in reading order: every finding of the rule states all of them, and its text may use no others.</summary>
    public static IReadOnlyList<string> Of(RuleId rule) =>
        rule switch
        {
            RuleId.AncHold =>
            [
                AncGigaPerLitre,
                CollectedAt,
                ReportedGrade,
                OnsetAt,
                HoldBelowGigaPerLitre,
                ReleaseAtGigaPerLitre,
                Regimen,
            ],
            RuleId.AncMissing => [InfusionOrdinal, PlannedOn, StartedAt, Regimen],
            RuleId.AncStale =>
            [
                InfusionOrdinal,
                PlannedOn,
                StartedAt,
                AncGigaPerLitre,
                CollectedAt,
                AgeHoursMinutes,
                FreshnessHours,
                Regimen,
            ],
            RuleId.ReactionInterrupt =>
            [
                Grade,
                OnsetAt,
                InfusionOrdinal,
                InitialRateMillilitresPerHour,
                RestartRateMillilitresPerHour,
                RestartAtMostGrade,
            ],
            RuleId.ReactionStop =>
            [
                Reaction,
                Grade,
                OnsetAt,
                InfusionOrdinal,
                Hospitalised,
                Recurrence,
                GradeByCriterion,
                PermanentStop,
            ],
            RuleId.PremedicationMissing => [InfusionOrdinal, StartedAt, MissingDrugs],
            RuleId.PremedicationOutsideWindow =>
            [
                InfusionOrdinal,
                StartedAt,
                DrugsMinutesBefore,
                WindowFromMinutes,
                WindowToMinutes,
            ],
            RuleId.PremedicationStronger =>
            [
                InfusionOrdinal,
                PlannedOn,
                PreviousInfusionOrdinal,
                PreviousStartedAt,
                PreviousGrade,
                PreviousPremedication,
            ],
            RuleId.NeutropeniaPrompt => [AncGigaPerLitre, CollectedAt, BelowGigaPerLitre, ReportedGrade, Regimen],
            RuleId.FebrileNeutropenia => [OnsetAt, Grade, AncGigaPerLitre, CollectedAt, Regimen],
            RuleId.NeutropenicInfection =>
            [
                Term,
                OnsetAt,
                Grade,
                AncGigaPerLitre,
                CollectedAt,
                BelowGigaPerLitre,
                Regimen,
            ],
            RuleId.PomalidomideNeutrophils or RuleId.CarfilzomibNeutrophils =>
            [
                AncGigaPerLitre,
                CollectedAt,
                ReportedGrade,
                OnsetAt,
                BelowGigaPerLitre,
                RecoveredAtGigaPerLitre,
                Regimen,
            ],
            RuleId.PomalidomidePlatelets or RuleId.CarfilzomibPlatelets =>
            [
                PlateletsGigaPerLitre,
                CollectedAt,
                ReportedGrade,
                OnsetAt,
                BelowGigaPerLitre,
                RecoveredAtGigaPerLitre,
                Regimen,
            ],
            RuleId.PomalidomideFever or RuleId.CarfilzomibFever =>
            [
                OnsetAt,
                Grade,
                AncGigaPerLitre,
                CollectedAt,
                BelowGigaPerLitre,
                Regimen,
            ],
            RuleId.PomalidomideCycle =>
            [
                Cycle,
                InfusionOrdinal,
                PlannedOn,
                AncGigaPerLitre,
                AncAtLeastGigaPerLitre,
                PlateletsGigaPerLitre,
                PlateletsAtLeastGigaPerLitre,
                Regimen,
            ],
            RuleId.DrugWithdrawn => [Term, Grade, OnsetAt, Regimen],
            RuleId.TooSoon =>
            [
                InfusionOrdinal,
                StartedAt,
                PreviousInfusionOrdinal,
                PreviousStartedAt,
                DaysBetween,
                IntervalDays,
                EarliestOn,
                Regimen,
            ],
            RuleId.RateAboveTable =>
            [
                InfusionOrdinal,
                SetAt,
                RateMillilitresPerHour,
                AllowedRateMillilitresPerHour,
                AfterReaction,
            ],
            RuleId.PressureHold =>
            [
                SystolicMmHg,
                DiastolicMmHg,
                MeasuredAt,
                SystolicLimitMmHg,
                DiastolicLimitMmHg,
                InfusionOrdinal,
                Regimen,
            ],
        };
}

/// <summary>Codes that stand for words in the value of a fact; the rule set holds the words.</summary>
public static class FactWords
{
    /// <summary>Not known. Never an empty value and never zero.</summary>
    public const string Unknown = "unknown";
    public const string Yes = "yes";
    public const string No = "no";
    public const string NotRecorded = "not-recorded";
    public const string NotStarted = "not-started";
    public const string NoneRecorded = "none-recorded";
    public const string InfusionReaction = "infusion-reaction";
    public const string Anaphylaxis = "anaphylaxis";
    public const string AllergicReaction = "allergic-reaction";
    public const string CytokineRelease = "cytokine-release";

    /// <summary>The recorded grade stands.</summary>
    public const string AsRecorded = "as-recorded";

    /// <summary>The criterion of CTCAE asks for a higher grade than recorded; a person grades.</summary>
    public const string AtLeastGrade3 = "at-least-grade-3";
    public const string StopByLabel = "stop-by-label";
    public const string StopByJudgement = "stop-by-judgement";

    public static readonly FrozenSet<string> All = FrozenSet.ToFrozenSet(
        [
            Unknown,
            Yes,
            No,
            NotRecorded,
            NotStarted,
            NoneRecorded,
            InfusionReaction,
            Anaphylaxis,
            AllergicReaction,
            CytokineRelease,
            AsRecorded,
            AtLeastGrade3,
            StopByLabel,
            StopByJudgement,
        ],
        StringComparer.Ordinal
    );
}
