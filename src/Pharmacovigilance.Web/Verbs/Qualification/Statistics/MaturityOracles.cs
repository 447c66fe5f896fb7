using System.Globalization;
using System.Text.RegularExpressions;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>What a line's patients, followed so far, could have shown and do show.</summary>
internal static partial class MaturityOracles
{
    private const int SlowestPatternMs = 1000;

    // Months are found by a search; the file stopped at a millionth.
    private static readonly Tolerance Months = Tolerance.Search(1e-6);

    // Verdicts are compared by their place here.
    private static readonly string[] Verdicts =
    [
        "watch",
        "too_few",
        "followed_too_briefly",
        "unknown_could_hide",
        "within_expectation",
    ];

    public static OracleKind Maturity { get; } =
        OracleKind.OfRows(
            "maturity and reassurance",
            [
                OracleColumn.Text("case"),
                OracleColumn.Text("model"),
                .. OracleColumn.Inputs("x_ref", "n_ref"),
                .. OracleColumn.OptionalInputs(
                    "followup_months",
                    "median_treatment_months",
                    "first_infusion_part",
                    "infusions"
                ),
                OracleColumn.Text("patients_in_order"),
                OracleColumn.Text("event_positions"),
                OracleColumn.Text("event_times"),
                .. OracleColumn.Expected(Tolerance.Exact, "m", "k", "unknown", "complete"),
                .. OracleColumn.Expected(Tolerance.OfValue, "expected", "expected_doubled"),
                .. OracleColumn.Expected(
                    Tolerance.OfValue,
                    "power_plain20",
                    "power_watch",
                    "power_watch_if_all_complete"
                ),
                .. OracleColumn.Optional(Tolerance.Exact, "patients_needed_complete"),
                .. OracleColumn.Optional(Months, "further_months_each", "further_patient_months"),
                .. OracleColumn.Expected(Tolerance.OfLogarithm, "max_ln_e_unknown_none", "max_ln_e_unknown_event"),
                OracleColumn.Word("verdict_power", Verdicts),
                .. OracleColumn.Optional(Tolerance.OfValue, "months_at_risk"),
                .. OracleColumn.Expected(Tolerance.OfLogarithm, "ln_e_not_doubled", "ln_e_not_doubled_unknown_event"),
                .. OracleColumn.Optional(Months, "patient_months_to_exclude"),
                OracleColumn.Word("verdict", Verdicts),
            ],
            Row
        );

    private static double?[] Row(OracleRow row)
    {
        var timing = Timing(row);
        var patients = Patients(row);
        var power = DoublingPower.With(timing.Reference);
        double watch = power.Watch(patients, timing);
        double? further = timing is TreatmentTiming treatment ? power.FurtherMonths(patients, treatment) : null;
        var reassurance = Reassurance.Of(patients, timing);
        double Highest(bool unknown) =>
            StreamPath
                .Of(
                    [
                        .. patients.Select(patient =>
                            patient.Status is FollowUpStatus.Unknown ? unknown : patient.HasEvent
                        ),
                    ],
                    timing.Reference
                )
                .LnMaximum;
        double none = Highest(false),
            all = Highest(true);
        return
        [
            patients.Count,
            patients.Count(patient => patient.HasEvent),
            patients.Count(patient => patient.Status is FollowUpStatus.Unknown),
            patients.Count(patient => patient.Status is FollowUpStatus.Closed),
            Sum(patients, timing.Part, timing.ClosedPart),
            Sum(patients, timing.Doubled, timing.ClosedDoubled),
            power.Plain(patients, timing),
            watch,
            power.WatchIfComplete(patients, timing),
            power.PatientsNeeded(timing),
            further,
            further is { } months
                ? DoublingPower.FurtherPatientMonths(patients, (TreatmentTiming)timing, months)
                : null,
            none,
            all,
            Place(ByPower(watch, none, all)),
            reassurance.MonthsAtRisk,
            reassurance.LnE,
            reassurance.LnEIfEvents,
            reassurance.MonthsStillNeeded,
            Place(ByEvidence(reassurance, none, all)),
        ];
    }

    private static string ByPower(double power, double none, double all) =>
        none >= SignalThreshold.LnE ? "watch"
        : power < DoublingPower.Enough ? "too_few"
        : all >= SignalThreshold.LnE ? "unknown_could_hide"
        : "within_expectation";

    private static string ByEvidence(Reassurance reassurance, double none, double all) =>
        none >= SignalThreshold.LnE ? "watch"
        : !reassurance.IsExcluded ? "followed_too_briefly"
        : !reassurance.IsExcludedIfEvents || all >= SignalThreshold.LnE ? "unknown_could_hide"
        : "within_expectation";

    private static double Place(string verdict) => Array.IndexOf(Verdicts, verdict);

    private static double Sum(IEnumerable<PatientFollowUp> patients, Func<double, double> part, double closed) =>
        patients
            .Where(patient => patient.Status is not FollowUpStatus.Unknown)
            .Sum(patient => patient.Time is { } time ? part(time) : closed);

    private static FirstEventTiming Timing(OracleRow row)
    {
        var reference = EvidenceOracles.Reference(row);
        return row.Text("model") switch
        {
            "constant" => TreatmentTiming.Of(
                reference,
                row.Number("followup_months"),
                row.Number("median_treatment_months")
            ) ?? throw row.Refuse("x_ref", "no hazard gives so many patients an event before treatment ends."),
            "infusion" => new InfusionTiming(reference, row.Number("first_infusion_part"), row.Whole("infusions")),
            _ => throw row.Refuse("model", "must be constant or infusion."),
        };
    }

    private static List<PatientFollowUp> Patients(OracleRow row)
    {
        List<PatientFollowUp> patients = [.. Words(row, "patients_in_order").SelectMany(word => Group(row, word))];
        int[] positions =
        [
            .. Words(row, "event_positions")
                .Select(word => Number(row, "event_positions", word))
                .Select(position => (int)position),
        ];
        double?[] times =
        [
            .. Words(row, "event_times")
                .Select(word => word is "NA" ? (double?)null : Number(row, "event_times", word)),
        ];
        if (times.Length > 0 && times.Length != positions.Length)
            throw row.Refuse("event_times", "must be as many as event_positions, or none.");
        foreach (var (position, i) in positions.Select((position, i) => (position, i)))
        {
            if (position < 1 || position > patients.Count)
                throw row.Refuse("event_positions", $"{position} is the place of no patient.");
            patients[position - 1] = patients[position - 1] with
            {
                HasEvent = true,
                EventTime = times.Length == 0 ? null : times[i],
            };
        }

        return patients;
    }

    private static IEnumerable<PatientFollowUp> Group(OracleRow row, string word)
    {
        var match = OfGroup().Match(word);
        if (!match.Success)
            throw row.Refuse("patients_in_order", $"\"{word}\" is not written as count*time and one of O, C, X, U.");
        double time = Number(row, "patients_in_order", match.Groups["time"].Value);
        var one = match.Groups["status"].Value switch
        {
            "O" => new PatientFollowUp(FollowUpStatus.Open, time),
            "C" => new PatientFollowUp(FollowUpStatus.Closed, time),
            "X" => new PatientFollowUp(FollowUpStatus.Closed, Time: null),
            _ => new PatientFollowUp(FollowUpStatus.Unknown, time),
        };
        return Enumerable.Repeat(one, (int)Number(row, "patients_in_order", match.Groups["count"].Value));
    }

    private static string[] Words(OracleRow row, string column) =>
        row.Text(column).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static double Number(OracleRow row, string column, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw row.Refuse(column, $"\"{text}\" is no number.");

    [GeneratedRegex(
        @"^(?<count>[0-9]{1,6})\*(?<time>[0-9.eE+-]+)(?<status>[OCXU])$",
        RegexOptions.ExplicitCapture,
        SlowestPatternMs
    )]
    private static partial Regex OfGroup();
}
