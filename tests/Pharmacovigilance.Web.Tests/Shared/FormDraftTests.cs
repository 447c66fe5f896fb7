using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Web.Shared;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Shared;

public sealed class FormDraftTests(TestUnit unit) : IClassFixture<TestUnit>
{
    private sealed record Typed(string Text);

    private FormDraftStore Store => unit.Services.GetRequiredService<FormDraftStore>();

    [Fact]
    public async Task DisposeAsync_SomethingWaiting_SavesIt()
    {
        var (author, draft) = await OpenAsync("left");
        draft.Changed(new Typed("half a sentence"));
        await draft.DisposeAsync();

        Assert.Contains("half a sentence", Store.Find(author, "form", "left")!.BodyJson, StringComparison.Ordinal);
    }

    // A live update took the form off the page while its save was still being answered.
    [Fact]
    public async Task DiscardAsync_AfterDisposal_StillLeavesNoDraft()
    {
        var (author, draft) = await OpenAsync("saved");
        draft.Changed(new Typed("already saved for good"));
        await draft.DisposeAsync();
        await draft.DiscardAsync();

        Assert.Null(Store.Find(author, "form", "saved"));
    }

    [Fact]
    public async Task DiscardAsync_Twice_IsNoFailure()
    {
        var (author, draft) = await OpenAsync("twice");
        draft.Changed(new Typed("x"));
        await draft.DiscardAsync();
        await draft.DiscardAsync();
        await draft.DisposeAsync();

        Assert.Null(Store.Find(author, "form", "twice"));
    }

    private async Task<(Actor Author, FormDraft<Typed> Draft)> OpenAsync(string name)
    {
        var account = await unit.AddAsync(name, Role.Nurse);
        var author = unit.Accounts.Find(account.Id)!.ToActor();
        return (author, new FormDraft<Typed>(Store, author, "form", name, TimeProvider.System, found: null));
    }
}
