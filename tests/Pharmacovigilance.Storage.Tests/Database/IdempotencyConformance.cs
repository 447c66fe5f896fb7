using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

public abstract class IdempotencyConformance(TestUnit unit) : Conformance(unit), IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await Probe.CreateAsync(Unit);

    [Fact]
    public async Task SameKeyAgain_SameRequestAndActor_AnswersTheFirstResultWithoutRunning()
    {
        long first = await Probe.AddAsync(Unit, "first", "k1");
        long again = await Probe.AddAsync(Unit, "second", "k1");
        Assert.Equal(first, again);
        Assert.Equal(["first"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task SameKeyAgain_InTheSameCommit_TakesEffectOnce()
    {
        var gate = await Probe.HoldAsync(Unit);
        var both = new[] { Probe.AddAsync(Unit, "once", "k1"), Probe.AddAsync(Unit, "once", "k1") };
        await gate.OpenAsync();
        var numbers = await Task.WhenAll(both);
        Assert.Equal(numbers[0], numbers[1]);
        Assert.Equal(["once"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task SameKeyAgain_OtherRequest_IsRefusedWithASentence()
    {
        await Probe.AddAsync(Unit, "first", "k1");
        var refused = await Assert.ThrowsAsync<RequestConflictException>(() =>
            Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "other", "k1"), scope => Probe.Add(scope, "other"))
        );
        Assert.Equal(
            "The idempotency key 'k1' was already used for 'probe.add' and cannot be used for 'other'. Send a new key.",
            refused.Message
        );
        Assert.Equal(["first"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task SameKeyAgain_OtherActor_IsRefused()
    {
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse);
        await Probe.AddAsync(Unit, "first", "k1");
        await Assert.ThrowsAsync<RequestConflictException>(() =>
            Unit.Queue.RunAsync(new WriteRequest(nurse, "probe.add", "k1"), scope => Probe.Add(scope, "other"))
        );
        Assert.Equal(["first"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task RefusedJob_SameKeyAgain_RunsAgain()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Unit.Queue.RunAsync<long>(new WriteRequest(Actor.Product, "probe.add", "k1"), _ =>
                throw new InvalidDataException("no unit")
            )
        );
        Assert.Equal(0, Unit.Read(s => s.Single<long>("select count(*) from processed_request")));
        await Probe.AddAsync(Unit, "corrected", "k1");
        Assert.Equal(["corrected"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task Result_OfTypedIdsInstantsEnumsAndNull_ComesBackAsItWas()
    {
        var id = Unit.Ids.Next<PatientId>(TestUnit.Start);
        var expected = new Outcome(
            id,
            null,
            TestUnit.Start.AddMilliseconds(7),
            new DateOnly(2026, 3, 2),
            Regimen.IsaKd,
            "Ёлка \"ü\"",
            null
        );
        var request = new WriteRequest(Actor.Product, "result", "k1");
        Assert.Equal(expected, await Unit.Queue.RunAsync(request, _ => expected));
        Assert.Equal(
            expected,
            await Unit.Queue.RunAsync<Outcome>(request, _ => throw new InvalidOperationException("ran again"))
        );
        Assert.Null(await Unit.Queue.RunAsync<string?>(new WriteRequest(Actor.Product, "null", "k2"), _ => null));
        Assert.Null(
            await Unit.Queue.RunAsync<string?>(new WriteRequest(Actor.Product, "null", "k2"), _ => "ran again")
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Key_Blank_IsRefused(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Probe.AddAsync(Unit, "x", key));

    [Fact]
    public async Task Key_LongerThan200_IsRefused()
    {
        await Probe.AddAsync(Unit, "fits", new string('k', 200));
        await Assert.ThrowsAsync<ArgumentException>(() => Probe.AddAsync(Unit, "x", new string('k', 201)));
    }

    private sealed record Outcome(
        PatientId Patient,
        CourseId? Course,
        DateTimeOffset At,
        DateOnly Day,
        Regimen Regimen,
        string Text,
        int? Number
    );
}

public sealed class IdempotencyOnSqlite() : IdempotencyConformance(TestUnit.OnSqlite())
{
    /// <summary>Each number is a key; a negative one is a request that the job refuses.</summary>
    [Fact]
    public void AnyInterleavingOfRepeatedKeys_EachAcceptedKeyTakesEffectExactlyOnce() =>
        Prop.ForAll(Gen.Choose(-3, 6).ListOf().ToArbitrary(), keys => EachOnceAsync([.. keys]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private async Task<bool> EachOnceAsync(IReadOnlyList<int> keys)
    {
        string run = Unit.Ids.Next(TestUnit.Start).ToString("N");
        var answers = await Task.WhenAll(keys.Select(key => Task.Run(() => AskAsync(run, key))));
        var accepted = keys.Where(key => key >= 0).ToHashSet();
        var effects = Probe.Notes(Unit).Where(note => note.StartsWith(run, StringComparison.Ordinal)).ToList();
        return effects.Count == accepted.Count
            && effects.Distinct(StringComparer.Ordinal).Count() == effects.Count
            && answers.Where(a => a.Seq is not null).GroupBy(a => a.Key).All(same => same.Distinct().Count() == 1)
            && answers.All(a => a.Seq is null == a.Key < 0);
    }

    private async Task<(int Key, long? Seq)> AskAsync(string run, int key)
    {
        try
        {
            return (
                key,
                await Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "probe.add", $"{run}/{key}"), scope =>
                {
                    long seq = Probe.Add(scope, $"{run}/{key}");
                    return key >= 0 ? seq : throw new InvalidDataException("refused");
                })
            );
        }
        catch (InvalidDataException)
        {
            return (key, null);
        }
    }
}

public sealed class IdempotencyOnPostgres() : IdempotencyConformance(TestUnit.OnPostgres());
