using System.Diagnostics;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Rules.Canaries;

/// <summary>
/// Tries every rule of the set in force on an invented course. A course lives in a job that is always undone, so that
/// nothing of it is ever committed, counted, shown or sent; what stays is one row about each trial.
/// </summary>
/// <param name="courses">How each rule is tried; null = as the product does.</param>
public sealed class CanaryStore(
    UnitDatabase database,
    WriteQueue queue,
    PatientStore patients,
    InfusionStore infusions,
    ObservationStore observations,
    AdverseEventStore events,
    IReadOnlyDictionary<RuleId, Func<Knowledge, CanaryCourse>>? courses = null
)
{
    private readonly IReadOnlyDictionary<RuleId, Func<Knowledge, CanaryCourse>> courses = courses ?? CanaryCourses.All;
    private readonly CanaryTrial trial = new(patients, infusions, observations, events);

    /// <summary>Tries all rules, one short job after the other: nobody's save waits for more than one of them.</summary>
    /// <param name="progress">Rules done of all rules.</param>
    /// <exception cref="NotAllowedException">Neither the product itself nor a safety officer or administrator.</exception>
    public async Task<IReadOnlyList<CanaryRun>> RunAsync(
        Actor actor,
        IProgress<(int Done, int All)>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var (rules, turn) = await queue
            .RunAsync(new WriteRequest(actor, "canary.begin"), Begin, cancellationToken)
            .ConfigureAwait(false);
        var runs = new List<CanaryRun>(rules.Count);
        foreach (var rule in rules)
        {
            runs.Add(await TryAsync(rule, turn, cancellationToken).ConfigureAwait(false));
            progress?.Report((runs.Count, rules.Count));
        }

        await queue
            .RunAsync(new WriteRequest(actor, "canary.run"), scope => Keep(scope, runs), cancellationToken)
            .ConfigureAwait(false);
        return runs;
    }

    /// <summary>What each trial is about: the shift, the rules, and the version events are graded by. Another one asks for another trial.</summary>
    public Task<string> OccasionAsync() =>
        database.ReadAsync(scope =>
        {
            var knowledge = scope.Knowledge;
            return $"{scope.Policy.TurnOf(scope.Clock.Now, scope.Clock)} {knowledge.Rules.Stamp} CTCAE {CtcaeVersions.Format(knowledge.Ctcae.Version)}";
        });

    /// <summary>The state of every rule of the set in force; empty trials are red.</summary>
    public Task<IReadOnlyList<RuleHealth>> HealthAsync() => database.ReadAsync(scope => Health(scope, scope.Knowledge));

    internal static IReadOnlyList<RuleHealth> Health(QueryScope scope, Knowledge knowledge) =>
        RuleHealth.Of(knowledge.Rules, CanaryRows.Standing(scope), scope.Policy, scope.Clock, scope.Clock.Now);

    /// <summary>The rules to try, and the shift all of the trials stand for.</summary>
    private (IReadOnlyList<RuleId> Rules, string Turn) Begin(WriteScope scope)
    {
        scope.RequireRole(Role.SafetyOfficer, Role.Administrator);
        // What the writer remembers of the board is put back after each trial: better all of it than nothing.
        scope.Board.At(scope);
        return ([.. scope.Knowledge.Rules.Rules.Keys.Order()], scope.Policy.TurnOf(scope.Now, scope.Clock));
    }

    private async Task<CanaryRun> TryAsync(RuleId rule, string turn, CancellationToken cancellationToken)
    {
        try
        {
            await queue
                .RunAsync<bool>(
                    new WriteRequest(Actor.Product, "canary.try"),
                    scope => throw new Undone(Try(scope, rule, turn)),
                    cancellationToken
                )
                .ConfigureAwait(false);
            throw new InvalidOperationException("A trial was not undone.");
        }
        catch (Undone undone)
        {
            return undone.Run;
        }
        catch (Exception e) when (e is not (WriteFailedException or OperationCanceledException))
        {
            return new CanaryRun
            {
                Rule = rule,
                Stamp = database.Known.Current.Rules.Stamp,
                Turn = turn,
                At = database.Clock.Now,
                Outcome = CanaryOutcome.Failed,
                Reason = CanaryReason.Error,
                Detail = e.Message,
                DurationMilliseconds = 0,
            };
        }
    }

    private CanaryRun Try(WriteScope scope, RuleId rule, string turn)
    {
        long begun = Stopwatch.GetTimestamp();
        var knowledge = scope.Knowledge;
        var (outcome, reason) =
            RuleHealth.SwitchedOffBy(knowledge.Rules, rule) is { } off ? (CanaryOutcome.SwitchedOff, off)
            : courses.TryGetValue(rule, out var course) ? trial.Of(scope, knowledge, course(knowledge))
            : (CanaryOutcome.Failed, CanaryReason.NoCanary);
        var decided =
            reason == CanaryReason.Retired
                ? RuleDecisionRows.All(scope).LastOrDefault(decision => decision.Change?.Rule == rule)
                : null;
        return new CanaryRun
        {
            Rule = rule,
            Stamp = knowledge.Rules.Stamp,
            Turn = turn,
            At = scope.Now,
            Outcome = outcome,
            Reason = reason,
            Detail = decided is null ? null : $"{decided.SignedBy}: {decided.Reason}",
            DurationMilliseconds = (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds,
        };
    }

    private static bool Keep(WriteScope scope, List<CanaryRun> runs)
    {
        scope.RequireRole(Role.SafetyOfficer, Role.Administrator);
        foreach (var run in runs)
            CanaryRows.Insert(scope, run);
        scope.Touch(Rooms.Alerts);
        // What the product does by itself in every shift stands in canary_run, which nobody can change either.
        if (scope.Actor == Actor.Product || runs is not [var first, ..])
            return true;
        scope.Audit(
            new AuditEntry(
                "canary.run",
                "rule-set",
                first.Stamp,
                StoredJson.Write(
                    new
                    {
                        first.Turn,
                        milliseconds = runs.Sum(run => run.DurationMilliseconds),
                        outcomes = runs.ToDictionary(
                            run => run.Rule.Code(),
                            run => run.Outcome.ToString(),
                            StringComparer.Ordinal
                        ),
                    }
                )
            )
        );
        return true;
    }

    /// <summary>Carries the result out of a job and undoes it.</summary>
    private sealed class Undone(CanaryRun run) : Exception("A canary is never kept.")
    {
        public CanaryRun Run => run;
    }
}
