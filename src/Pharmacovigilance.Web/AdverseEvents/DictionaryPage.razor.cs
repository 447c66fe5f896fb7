using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The key of the texts about full dictionaries and the search over their terms: DictionaryText.resx.</summary>
public sealed class DictionaryText;

/// <summary>Which full dictionaries are loaded, and the import of another: file, preview, confirmation. Nothing is saved before the last step.</summary>
public sealed partial class DictionaryPage(CtcaeImportStore imports, KnowledgeInForce known, CurrentActor person)
    : IDisposable
{
    private const int BlockBytes = 65536;

    private IReadOnlyList<ImportedDictionary> loaded = [];
    private IReadOnlyList<Refusal> refusals = [];
    private CancellationTokenSource cancel = new();
    private ImportPreview? preview;
    private string? step;
    private string? said;
    private int percent;
    private int attempt;
    private bool acceptRejected;
    private bool importing;

    private CtcaeVersion InForce => known.Current.Ctcae.Version;

    private IReadOnlyList<CtcaeTerm> Shipped(CtcaeVersion version) => known.Current.Library[version].Terms;

    protected override async Task OnInitializedAsync() => loaded = await imports.InForceAsync();

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        Begin();
        var stop = cancel.Token;
        try
        {
            byte[] content = await ReceiveAsync(chosen.File, stop);
            Show(Text["Reading"], 60);
            var file = await Task.Run(() => WorkbookFile.Read(chosen.File.Name, content, stop), stop);
            Show(Text["Reading"], 90);
            var compared = await imports.PreviewAsync(file);
            stop.ThrowIfCancellationRequested();
            preview = compared;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Cancelled by the person, or the page was left: nothing was saved, and whatever was torn off meanwhile is nobody's news.
        }
        catch (Exception e) when (e is IOException or JSException or JSDisconnectedException)
        {
            refusals = [Refusal.Of("workbook.not-received", "workbook")];
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } reasons)
        {
            refusals = reasons;
        }
        finally
        {
            if (!stop.IsCancellationRequested)
                Finish();
        }
    }

    private async Task<byte[]> ReceiveAsync(IBrowserFile file, CancellationToken stop)
    {
        if (file.Size > WorkbookFile.LargestFileBytes)
            throw WorkbookFile.TooLarge();
        using var content = new MemoryStream((int)file.Size);
        await using var stream = file.OpenReadStream(WorkbookFile.LargestFileBytes, stop);
        byte[] block = new byte[BlockBytes];
        for (int read; (read = await stream.ReadAsync(block, stop)) > 0; )
        {
            content.Write(block, 0, read);
            Show(
                Text["Receiving", content.Length / 1024, file.Size / 1024],
                (int)(50 * content.Length / Math.Max(1, file.Size))
            );
        }

        return content.ToArray();
    }

    private async Task ImportAsync()
    {
        if (importing || preview is not { } seen)
            return;
        var dictionary = seen.Dictionary.Reading.Dictionary;
        bool accepted = acceptRejected;
        Begin();
        (preview, importing) = (seen, true);
        Show(Text["Writing", dictionary.Terms.Count], 50);
        try
        {
            var outcome = await imports.ImportAsync(await person.GetAsync(), seen, accepted);
            said =
                outcome is ImportOutcome.Imported
                    ? Text["Done", CtcaeVersions.Format(dictionary.Version), dictionary.Terms.Count]
                    : Text["Unchanged"];
            preview = null;
            loaded = await imports.InForceAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } reasons)
        {
            refusals = reasons;
        }
        finally
        {
            importing = false;
            Finish();
        }
    }

    private void Begin()
    {
        cancel.Dispose();
        cancel = new CancellationTokenSource();
        (refusals, said, preview, acceptRejected, percent) = ([], null, null, false, 0);
    }

    private void Show(string what, int done)
    {
        (step, percent) = (what, done);
        StateHasChanged();
    }

    /// <summary>A new file field: the browser does not report the same file twice in the old one.</summary>
    private void Finish() => (step, attempt) = (null, attempt + 1);

    private void Cancel()
    {
        cancel.Cancel();
        (preview, acceptRejected) = (null, false);
        Finish();
    }

    public void Dispose()
    {
        cancel.Cancel();
        cancel.Dispose();
    }
}
