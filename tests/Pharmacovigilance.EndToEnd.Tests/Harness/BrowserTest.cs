namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>A test with people in front of browsers; a failed one leaves a picture of each in artifacts/.</summary>
public abstract class BrowserTest(Browser browser) : IAsyncDisposable
{
    private readonly List<Visitor> visitors = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A person with a fresh browser profile. Skips the test where there is no browser.</summary>
    protected async Task<Visitor> VisitAsync(
        RunningUnit unit,
        int width = 1280,
        int height = 800,
        string? address = null
    )
    {
        var visitor = await browser.VisitAsync(unit, width, height, address);
        visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Only here is the result of the test known.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        bool failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        string name = string.Concat(
            (TestContext.Current.Test?.TestDisplayName ?? "test").Select(c => char.IsLetterOrDigit(c) ? c : '-')
        );
        for (int i = 0; i < visitors.Count; i++)
        {
            if (failed)
                await visitors[i].KeepEvidenceAsync($"failed-{name}-{i + 1}");
            await visitors[i].DisposeAsync();
        }
    }
}
