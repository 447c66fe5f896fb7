using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>The rows of stream_definition: what each stream is compared with, and what it was compared with before.</summary>
internal static class DefinitionRows
{
    private const int Thousandths = 1000;

    private const string Columns = """
        seq, regimen, llt_code, basis, band, route, on_board, reference_id, ledger_version, reference_events, reference_patients, follow_up_months, gap,
        margin_thousandths, minimum_patients, method, spread_thousandths, is_primary, treatment_months, treatment_cut, first_infusion_part, first_infusions, may_rise
        """;

    private const string NewestSql = $"""
        select {Columns}
        from stream_definition d
        where seq = (select max(newer.seq) from stream_definition newer
                     where newer.regimen = d.regimen and newer.llt_code = d.llt_code and newer.basis = d.basis and newer.band = d.band and newer.route = d.route
                       and (@at is null or newer.recorded_at <= @at))
        order by position, seq
        """;

    /// <summary>The streams of the board in their order.</summary>
    /// <param name="at">As they stood then; null = now.</param>
    public static IReadOnlyList<StreamDefinition> Read(QueryScope scope, DateTimeOffset? at = null) =>
        [.. scope.Query<Row>(NewestSql, new { at }).Where(row => row.OnBoard != 0).Select(row => row.ToDefinition())];

    /// <summary>What epochs that a decision of the unit ended are worked out by, by number of the row.</summary>
    public static IReadOnlyDictionary<long, StreamDefinition> Ended(QueryScope scope) =>
        scope
            .Query<Row>(
                $"select {Columns} from stream_definition where seq in (select ended_definition from stream_epoch)"
            )
            .ToDictionary(row => row.Seq, row => row.ToDefinition());

    /// <summary>Number of the row that stands for a stream.</summary>
    public static long NewestSeq(QueryScope scope, StreamKey stream) =>
        scope.Single<long>(
            "select max(seq) from stream_definition where regimen = @Regimen and llt_code = @LltCode and basis = @Basis and band = @Band and route = @Route",
            Named(stream)
        );

    /// <param name="position">Place on the board.</param>
    /// <param name="isOnBoard">False where the stream leaves the board.</param>
    /// <param name="reason">Of a person; null where the product follows its reference set.</param>
    public static void Insert(
        WriteScope scope,
        StreamDefinition definition,
        int position,
        bool isOnBoard = true,
        string? reason = null
    ) =>
        scope.Execute(
            """
            insert into stream_definition (position, regimen, llt_code, basis, band, route, on_board, reference_id, ledger_version, reference_events, reference_patients,
              follow_up_months, gap, margin_thousandths, minimum_patients, method, spread_thousandths, is_primary, treatment_months, treatment_cut, first_infusion_part,
              first_infusions, may_rise, recorded_at, recorded_by, reason)
            values (@position, @Regimen, @LltCode, @Basis, @Band, @Route, @OnBoard, @ReferenceId, @LedgerVersion, @Events, @Patients, @FollowUp, @Gap, @Margin,
              @MinimumPatients, @Method, @Spread, @Primary, @TreatmentMonths, @TreatmentCut, @Part, @FirstInfusions, @MayRise, @Now, @By, @reason)
            """,
            new
            {
                position,
                Regimen = Coded.Text(definition.Key.Regimen),
                definition.Key.LltCode,
                Basis = Coded.Text(definition.Key.Basis),
                Band = Coded.Text(definition.Key.Band),
                Route = Coded.Text(definition.Key.Route),
                OnBoard = isOnBoard ? 1 : 0,
                ReferenceId = definition.Reference?.RowId,
                definition.Reference?.LedgerVersion,
                Events = definition.Reference?.PatientsWithEvent,
                definition.Reference?.Patients,
                FollowUp = definition.Reference?.FollowUpMonths?.ToString(CultureInfo.InvariantCulture),
                Gap = definition.Gap is { } gap ? Coded.Text(gap) : null,
                Margin = (int)Math.Round(definition.Margin * Thousandths),
                definition.MinimumPatients,
                Method = Coded.Text(definition.Method),
                Spread = (int)Math.Round(definition.Spread * Thousandths),
                Primary = definition.IsPrimary ? 1 : 0,
                TreatmentMonths = Text(definition.Timing.MedianTreatmentMonths),
                definition.Timing.TreatmentCut,
                Part = Text(definition.Timing.FirstInfusionPart),
                definition.Timing.FirstInfusions,
                MayRise = definition.Timing.MayRise ? 1 : 0,
                scope.Now,
                By = scope.Actor.Name,
                reason,
            }
        );

    private static object Named(StreamKey stream) =>
        new
        {
            Regimen = Coded.Text(stream.Regimen),
            stream.LltCode,
            Basis = Coded.Text(stream.Basis),
            Band = Coded.Text(stream.Band),
            Route = Coded.Text(stream.Route),
        };

    private static string? Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);

    private static double? Number(string? text) =>
        text is null ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Row
    {
        public required long Seq { get; init; }
        public required Regimen Regimen { get; init; }
        public required string LltCode { get; init; }
        public required EventBasis Basis { get; init; }
        public required GradeBand Band { get; init; }
        public required InfusionRoute Route { get; init; }
        public required int OnBoard { get; init; }
        public required string? ReferenceId { get; init; }
        public required string? LedgerVersion { get; init; }
        public required int? ReferenceEvents { get; init; }
        public required int? ReferencePatients { get; init; }
        public required string? FollowUpMonths { get; init; }
        public required ComparabilityGap? Gap { get; init; }
        public required int MarginThousandths { get; init; }
        public required int MinimumPatients { get; init; }
        public required EvidenceMethod Method { get; init; }
        public required int SpreadThousandths { get; init; }
        public required int IsPrimary { get; init; }
        public required string? TreatmentMonths { get; init; }
        public required string? TreatmentCut { get; init; }
        public required string? FirstInfusionPart { get; init; }
        public required int? FirstInfusions { get; init; }
        public required int MayRise { get; init; }

        public StreamDefinition ToDefinition() =>
            new()
            {
                Key = new StreamKey
                {
                    Regimen = Regimen,
                    LltCode = LltCode,
                    Basis = Basis,
                    Band = Band,
                    Route = Route,
                },
                Reference = ReferenceId is null
                    ? null
                    : new StreamReference
                    {
                        RowId = ReferenceId,
                        LedgerVersion = LedgerVersion!,
                        PatientsWithEvent = ReferenceEvents!.Value,
                        Patients = ReferencePatients!.Value,
                        FollowUpMonths = FollowUpMonths is null
                            ? null
                            : decimal.Parse(FollowUpMonths, CultureInfo.InvariantCulture),
                    },
                Gap = Gap,
                Margin = (double)MarginThousandths / Thousandths,
                MinimumPatients = MinimumPatients,
                Method = Method,
                Spread = (double)SpreadThousandths / Thousandths,
                IsPrimary = IsPrimary != 0,

                Timing = new StreamTiming
                {
                    MedianTreatmentMonths = Number(TreatmentMonths),
                    TreatmentCut = TreatmentCut,
                    FirstInfusionPart = Number(FirstInfusionPart),
                    FirstInfusions = FirstInfusions,
                    MayRise = MayRise != 0,
                },
            };
    }
}
