using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>Choosing control terms, signed by an officer. No count of any of them is shown here.</summary>
public sealed partial class ControlTermsPage(
    ControlStore store,
    Signature signatures,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
)
{
    private readonly Saving saving = new();
    private IReadOnlyList<ControlChoice>? history;
    private HashSet<StreamKey> chosen = [];
    private Regimen? choosing;
    private int seen;
    private string key = "";
    private string reason = "";
    private string signature = "";
    private string? said;
    private bool maySign;
    private bool needsPassword = true;

    protected override async Task OnInitializedAsync()
    {
        maySign = (await person.RolesAsync()).Contains(Role.SafetyOfficer);
        if (maySign)
            needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        history = await store.HistoryAsync();
        await base.OnInitializedAsync();
    }

    // A signature touches the board.
    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Board;

    protected override async Task OnPartChangedAsync(UnitSnapshot snapshot) => history = await store.HistoryAsync();

    private ControlChoice? Standing(Regimen regimen) =>
        history!.Where(choice => choice.Regimen == regimen).MaxBy(choice => choice.Revision);

    private IReadOnlyList<ControlCandidate> Offered(Regimen regimen) =>
        ControlChoice.Offered(Words.Knowledge, State!.Snapshot.Board.Rows.Select(row => row.Definition), regimen);

    private List<StreamKey> NotOffered(Regimen regimen) =>
        [
            .. Words
                .Knowledge.Controls.Where(candidate => candidate.Stream.Regimen == regimen)
                .Select(candidate => candidate.Stream)
                .Except(Offered(regimen).Select(candidate => candidate.Stream)),
        ];

    private int Begun(Regimen regimen) =>
        State!.Snapshot.CaseMix.Mixes.Where(mix => mix.Regimen == regimen).Sum(mix => mix.Patients);

    private void Begin(Regimen regimen)
    {
        var standing = Standing(regimen);
        (choosing, seen, chosen, said, saving.Refusals) = (
            regimen,
            standing?.Revision ?? 0,
            [.. standing?.Streams ?? []],
            null,
            []
        );
        (key, reason, signature) = (ids.Next(clock.Now).ToString("D"), "", "");
    }

    private void Take(StreamKey stream, bool wanted)
    {
        if (wanted)
            chosen.Add(stream);
        else
            chosen.Remove(stream);
    }

    private Task SignAsync(Regimen regimen) =>
        saving.RunAsync(async () =>
        {
            try
            {
                var actor = await person.GetAsync();
                await signatures.CheckAsync(actor, signature);
                await store.SignAsync(actor, regimen, chosen, seen, reason, key);
                (choosing, said) = (null, Text["ControlsSigned"]);
                history = await store.HistoryAsync();
            }
            finally
            {
                signature = "";
            }
        });
}
