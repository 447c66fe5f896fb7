using System.Text.Json;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Web.AdverseEvents;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Tests.AdverseEvents;

public sealed class EventDraftTests
{
    private static readonly DateTimeOffset Opened = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);
    private static readonly UnitClock Clock = new(TimeProvider.System, TimeZoneInfo.Utc);
    private static readonly CtcaeDictionary Terms = KnowledgeFiles.Load().Ctcae;
    private static readonly EventDraft Empty = new("key", new TimeEntry(Opened));

    private static string[] Codes(EventDraft draft) =>
        [.. draft.Read(CtcaeVersion.V50, null, Clock, out _).Select(r => r.Code)];

    [Fact]
    public void Read_NothingChosen_AsksForTermAndGrade() =>
        Assert.Equal(["required", "adverse-event.grade-not-chosen"], Codes(Empty));

    [Fact]
    public void Read_GradeSaidToBeUnknown_IsTakenAsUnknown()
    {
        var refusals = (Empty with { Term = CtcaeTerms.Diarrhea, GradeIsUnknown = true }).Read(
            CtcaeVersion.V50,
            null,
            Clock,
            out var content
        );

        Assert.Empty(refusals);
        Assert.Null(content.Grade);
        Assert.Equal(
            (Opened, false, ActionTaken.Unknown),
            (content.OnsetAt, content.SeriousnessAssessed, content.ActionTaken)
        );
    }

    [Fact]
    public void Read_OnsetClearedWithoutSayingUnknown_IsRefused()
    {
        var draft = Empty with { Term = CtcaeTerms.Diarrhea, Grade = Grade.Grade1, Onset = new TimeEntry(Opened, "") };

        Assert.Equal(["adverse-event.onset-not-chosen"], Codes(draft));
        Assert.Empty(Codes(draft with { OnsetIsUnknown = true }));
    }

    [Fact]
    public void WithTerm_GradeThatDoesNotExistThere_IsDropped()
    {
        var graded = Empty with { Term = CtcaeTerms.InfusionRelatedReaction, Grade = Grade.Grade1 };

        Assert.Null(graded.WithTerm(Terms.Find(CtcaeTerms.UpperRespiratoryInfection)!).Grade);
        Assert.Equal(Grade.Grade1, graded.WithTerm(Terms.Find(CtcaeTerms.Diarrhea)!).Grade);
    }

    [Fact]
    public void Json_RoundTrip_KeepsEverything()
    {
        var draft = Empty with
        {
            Term = CtcaeTerms.Diarrhea,
            Grade = Grade.Grade3,
            Action = ActionTaken.DrugInterrupted,
            SeriousnessAssessed = true,
            Seriousness = SeriousnessCriteria.Hospitalisation | SeriousnessCriteria.LifeThreatening,
            Note = "ночью",
            Source = Guid.Empty,
            Onset = new TimeEntry(Opened, "2026-03-02T08:05"),
        };

        Assert.Equal(draft, JsonSerializer.Deserialize<EventDraft>(JsonSerializer.Serialize(draft)));
    }
}
