using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage;

/// <summary>
/// What must be true again after anything in a course changed: its alerts and holds follow from its facts, and so do the
/// counts the board adds up. Runs inside the transaction of the change, so that an event without its alert cannot exist.
/// </summary>
internal static class CourseSettlement
{
    public static void Run(WriteScope scope, Knowledge knowledge, UnitClock clock, CourseId courseId)
    {
        var facts = CourseFactsReader.Read(scope, clock, courseId);
        AlertWriter.Settle(scope, knowledge, facts);
        TallyWriter.Recount(scope, knowledge, courseId);
    }
}
