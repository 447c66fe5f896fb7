using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Shared;

/// <summary>The saves of one form: whether one is under way, and what the last was refused for.</summary>
public sealed class Saving
{
    public bool IsUnderWay { get; private set; }

    /// <summary>What the form says; a form may also put here what it found itself before saving.</summary>
    public IReadOnlyList<Refusal> Refusals { get; set; } = [];

    /// <summary>Saves unless a save is under way already; a refusal is kept for the form, a defect is thrown on.</summary>
    /// <param name="save">All that belongs to the save, with what the form resets afterwards: a second tap must not reset it in the middle.</param>
    /// <returns>Whether it went through without a refusal.</returns>
    public async Task<bool> RunAsync(Func<Task> save)
    {
        if (IsUnderWay)
            return false;
        (IsUnderWay, Refusals) = (true, []);
        try
        {
            await save();
            return true;
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            Refusals = said;
            return false;
        }
        finally
        {
            IsUnderWay = false;
        }
    }
}
