using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Patients;

/// <summary>
/// The parts of the snapshot in which a change of any course shows. Only one of them has to be new for a page about
/// courses to read again.
/// </summary>
internal sealed class CourseRooms
{
    private object[] parts = [];
    private object seen = new();

    /// <summary>The same object as long as none of the parts changed.</summary>
    public object Of(UnitSnapshot snapshot)
    {
        object[] now = [snapshot.Today, snapshot.Alerts, snapshot.LastEvents];
        if (parts.Length == now.Length && now.Zip(parts).All(pair => ReferenceEquals(pair.First, pair.Second)))
            return seen;
        (parts, seen) = (now, new object());
        return seen;
    }
}
