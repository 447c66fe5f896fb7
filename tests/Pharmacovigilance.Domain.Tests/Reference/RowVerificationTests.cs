using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.Reference;

public class RowVerificationTests
{
    private static readonly ReferenceSet Set = DataFiles.Rates;
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private static readonly IdSource Ids = new(7);
    private static readonly UserId[] People = [.. Enumerable.Range(0, 3).Select(_ => Ids.Next<UserId>(Start))];

    private static VerificationEntry Said(
        int person,
        VerificationStep step = VerificationStep.Read,
        string hash = "now",
        int minute = 0,
        VerificationId? withdraws = null
    ) =>
        new()
        {
            Id = Ids.Next<VerificationId>(Start),
            RateId = "r",
            ContentHash = hash,
            Step = step,
            ById = People[person],
            By = $"person {person}",
            At = Start.AddMinutes(minute),
            Document = step == VerificationStep.Read ? "a document" : null,
            Reason = step == VerificationStep.Read ? null : "a reason",
            Withdraws = withdraws,
        };

    private static VerificationState StateOf(params VerificationEntry[] entries) =>
        RowVerification.Of(entries, "now").State;

    [Fact]
    public void State_ByWhoReadIt_NeedsTwoDifferentPersons()
    {
        Assert.Equal(VerificationState.NotRead, StateOf());
        Assert.Equal(VerificationState.OneReader, StateOf(Said(0)));
        Assert.Equal(VerificationState.OneReader, StateOf(Said(0), Said(0, minute: 5)));
        Assert.Equal(VerificationState.Verified, StateOf(Said(0), Said(1)));
    }

    [Fact]
    public void State_ReadingOfOtherContent_DoesNotCount() =>
        Assert.Equal(VerificationState.OneReader, StateOf(Said(0), Said(1, hash: "before")));

    [Fact]
    public void State_WithdrawnReading_NoLongerCountsAndReadingAgainDoes()
    {
        var first = Said(0);
        var back = Said(2, VerificationStep.Withdrawn, minute: 2, withdraws: first.Id);
        Assert.Equal(VerificationState.OneReader, StateOf(first, Said(1), back));
        Assert.Equal(VerificationState.Verified, StateOf(first, Said(1), back, Said(0, minute: 3)));
    }

    [Fact]
    public void State_Rejection_BlocksUntilItIsWithdrawn()
    {
        var no = Said(2, VerificationStep.Rejected);
        Assert.Equal(VerificationState.Rejected, StateOf(Said(0), Said(1), no));
        Assert.Equal(
            VerificationState.Verified,
            StateOf(Said(0), Said(1), no, Said(2, VerificationStep.Withdrawn, withdraws: no.Id))
        );
    }

    [Fact]
    public void Verified_NamesTheTwoWhoReadItFirst()
    {
        var read = RowVerification.Of([Said(2, minute: 9), Said(1, minute: 4), Said(0, minute: 1)], "now").Verified!;
        Assert.Equal(("person 0", "person 1", "a document"), (read.First.By, read.Second.By, read.Second.Document));
    }

    /// <summary>Noise of readings, rejections and withdrawals by three persons about two contents, in a random order.</summary>
    [Fact]
    public void State_AnyEntriesInAnyOrder_IsVerifiedExactlyWhenTwoAccountsStandAndNobodyRejects() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(
                ArbMap.Default.ArbFor<(byte Person, byte Step, bool Old, byte Of)[]>(),
                ArbMap.Default.ArbFor<int>(),
                (noise, seed) =>
                {
                    var entries = new List<VerificationEntry>();
                    foreach (var (person, step, old, of) in noise)
                    {
                        bool withdraws = step % 4 == 0 && entries.Count > 0;
                        var kind =
                            withdraws ? VerificationStep.Withdrawn
                            : step % 7 == 1 ? VerificationStep.Rejected
                            : VerificationStep.Read;
                        entries.Add(
                            Said(
                                person % 3,
                                kind,
                                old ? "before" : "now",
                                entries.Count,
                                withdraws ? entries[of % entries.Count].Id : null
                            )
                        );
                    }

                    var gone = entries.Where(e => e.Withdraws is not null).Select(e => e.Withdraws!.Value).ToList();
                    var standing = entries.Where(e => e.ContentHash == "now" && !gone.Contains(e.Id)).ToList();
                    int readers = standing
                        .Where(e => e.Step == VerificationStep.Read)
                        .Select(e => e.ById)
                        .Distinct()
                        .Count();
                    bool expected = readers >= 2 && standing.TrueForAll(e => e.Step != VerificationStep.Rejected);

                    var shuffled = entries.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    var one = RowVerification.Of(entries, "now");
                    var other = RowVerification.Of(shuffled, "now");
                    return (one.State == VerificationState.Verified) == expected
                        && one.State == other.State
                        && one.Verified == other.Verified;
                }
            )
        );

    [Fact]
    public void HashOf_EveryShippedRow_IsItsOwn() =>
        Assert.Equal(Set.Rows.Count, Set.Rows.Select(Set.HashOf).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void HashOf_ChangedFigureTermOrSource_IsAnother()
    {
        var row = Set.Find("icaria-b-neutropenia-ge3-memory-isapd")!;
        ReferenceRate[] changed =
        [
            row with
            {
                PatientsWithEvent = 75,
            },
            row with
            {
                Patients = 151,
            },
            row with
            {
                Event = "Neutropaenia",
            },
            row with
            {
                Band = GradeBand.Any,
            },
            row with
            {
                Basis = EventBasis.Laboratory,
            },
            row with
            {
                TermKind = TermKind.Grouped,
            },
            row with
            {
                Grouping = "other",
            },
            row with
            {
                Llt = null,
            },
            row with
            {
                Cut = row.Cut with { MedianFollowUpMonths = 36 },
            },
            row with
            {
                Source = row.Source with { Address = "elsewhere" },
            },
            row with
            {
                Percent = null,
            },
            row with
            {
                Derivation = CountDerivation.Printed,
            },
            row with
            {
                Arm = row.Arm with { Id = "Pd" },
            },
        ];
        Assert.All(changed, other => Assert.NotEqual(RowContent.HashOf(row), RowContent.HashOf(other)));
        Assert.Equal(changed.Length, changed.Select(RowContent.HashOf).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void HashOf_ChangedNoteOrChoice_IsTheSame()
    {
        var row = Set.Find("icaria-b-neutropenia-ge3-memory-isapd")!;
        Assert.Equal(
            RowContent.HashOf(row),
            RowContent.HashOf(
                row with
                {
                    Note = "other words",
                    OnBoard = false,
                    Comparison = null,
                    StatusReason = "other",
                }
            )
        );
    }

    [Fact]
    public void With_ReadRows_ColoursTheUnverifiedOneAndLeavesTheOthers()
    {
        var two = new UnitVerification(new RowReading("a", Start, "d"), new RowReading("b", Start, "d"));
        var rejected = Set.Find("ikema-b-hypertension-ge3-review-isakd")!;
        var shipped = Set.Find("icaria-a-neutropenia-any-eu48-isapd")!;
        var row = Set.Find("icaria-b-neutropenia-ge3-memory-isapd")!;

        var composed = Set.With(
            new Dictionary<string, UnitVerification>(StringComparer.Ordinal)
            {
                [row.Id] = two,
                [rejected.Id] = two,
                [shipped.Id] = two,
            }
        );

        Assert.Equal(two, composed.ForBoard(row.Regimen!.Value, row.Llt!, row.Basis, row.Band!.Value)!.InUnit);
        Assert.Null(composed.CandidateFor(row.Regimen!.Value, row.Llt!, row.Basis, row.Band!.Value));
        Assert.Same(rejected, composed.Find(rejected.Id));
        Assert.Same(shipped, composed.Find(shipped.Id));
        Assert.Null(Set.ForBoard(row.Regimen!.Value, row.Llt!, row.Basis, row.Band!.Value));
        Assert.Equal(Set.HashOf(row), composed.HashOf(composed.Find(row.Id)!));
    }
}
