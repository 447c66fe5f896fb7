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

    private sealed class Row
    {
        public long Seq { get; init; }
        public string Regimen { get; init; } = "";
        public string LltCode { get; init; } = "";
        public string Basis { get; init; } = "";
        public string Band { get; init; } = "";
        public string Route { get; init; } = "";
        public int OnBoard { get; init; }
        public string? ReferenceId { get; init; }
        public string? LedgerVersion { get; init; }
        public int? ReferenceEvents { get; init; }
        public int? ReferencePatients { get; init; }
        public string? FollowUpMonths { get; init; }
        public string? Gap { get; init; }
        public int MarginThousandths { get; init; }
        public int MinimumPatients { get; init; }
        public string Method { get; init; } = "";
        public int SpreadThousandths { get; init; }
        public int IsPrimary { get; init; }
        public string? TreatmentMonths { get; init; }
        public string? TreatmentCut { get; init; }
        public string? FirstInfusionPart { get; init; }
        public int? FirstInfusions { get; init; }
        public int MayRise { get; init; }

        public StreamDefinition ToDefinition() =>
            new(
                new StreamKey(
                    Coded.Parse<Regimen>(Regimen, "stream_definition.regimen"),
                    LltCode,
                    Coded.Parse<EventBasis>(Basis, "stream_definition.basis"),
                    Coded.Parse<GradeBand>(Band, "stream_definition.band"),
                    Coded.Parse<InfusionRoute>(Route, "stream_definition.route")
                ),
                ReferenceId is null
                    ? null
                    : new StreamReference(
                        ReferenceId,
                        LedgerVersion!,
                        ReferenceEvents!.Value,
                        ReferencePatients!.Value,
                        FollowUpMonths is null ? null : decimal.Parse(FollowUpMonths, CultureInfo.InvariantCulture)
                    ),
                Gap is null ? null : Coded.Parse<ComparabilityGap>(Gap, "stream_definition.gap"),
                (double)MarginThousandths / Thousandths,
                MinimumPatients,
                Coded.Parse<EvidenceMethod>(Method, "stream_definition.method"),
                (double)SpreadThousandths / Thousandths,
                IsPrimary != 0
            )
            {
                Timing = new StreamTiming(
                    Number(TreatmentMonths),
                    TreatmentCut,
                    Number(FirstInfusionPart),
                    FirstInfusions,
                    MayRise != 0
                ),
            };
    }
}
