using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.AdverseEvents;

public sealed partial class AdverseEventStore
{
    /// <summary>For at least one of the rules nobody has submitted a report or judged that none is needed.</summary>
    private static string NotReportedSql(QueryScope scope) =>
        $"""
            {StandingSql} and e.recorded_at >= @since and (@withNonSerious or e.seriousness <> 0 or e.seriousness_assessed = @no) and @all > (
              select count(distinct r.regime) from reporting_entry r
              where r.event_id = e.event_id and {scope.Database.InList("r.regime", "regimes")}
                and not exists (select 1 from reporting_entry w where w.withdraws_id = r.id))
            """;

    /// <summary>Events that are open under at least one rule: serious ones first, then those nobody has assessed, oldest first; and how many there are.</summary>
    /// <param name="withNonSerious">A rule asks for events that are not serious; otherwise those are left out.</param>
    internal static (IReadOnlyList<Domain.AdverseEvents.AdverseEventRow> Rows, int All) NotReported(
        QueryScope scope,
        IReadOnlyList<string> regimes,
        DateTimeOffset since,
        bool withNonSerious,
        int take
    )
    {
        string sql = NotReportedSql(scope);
        var rows = scope.Query<Row>(
            $"""
            {sql}
            order by case when e.seriousness <> 0 then 0 when e.seriousness_assessed = @no then 1 else 2 end, e.recorded_at, e.row_id
            limit @take
            """,
            new
            {
                all = regimes.Count,
                regimes = scope.Database.ListParameter(regimes),
                since,
                withNonSerious,
                no = false,
                take,
            }
        );
        long all =
            rows.Count < take
                ? rows.Count
                : scope.Single<long>(
                    $"select count(*) from ({sql}) open",
                    new
                    {
                        all = regimes.Count,
                        regimes = scope.Database.ListParameter(regimes),
                        since,
                        withNonSerious,
                        no = false,
                    }
                );
        return (Rows(scope, rows), (int)all);
    }
}
