using System.Net;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Access;

public sealed class SignInTests(TestUnit unit) : IClassFixture<TestUnit>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_UnknownNameWrongPasswordDisabled_GiveTheSameSentence()
    {
        await unit.AddAsync("known", Role.Nurse);
        var gone = await unit.AddAsync("gone", Role.Nurse);
        await unit.Accounts.DisableAsync(Actor.Product, gone.Id, "left the unit", Stop);

        string wrong = await SentenceAsync("known", "not the password");
        string unknown = await SentenceAsync("nobody", TestUnit.Password);
        string disabled = await SentenceAsync("gone", TestUnit.Password);

        Assert.Contains("is not right", wrong, StringComparison.Ordinal);
        Assert.Equal(wrong, unknown);
        Assert.Equal(wrong, disabled);
    }

    [Fact]
    public async Task SignIn_FiveWrongPasswords_LocksEvenTheRightOne()
    {
        await unit.AddAsync("guessed", Role.Nurse);
        for (int i = 1; i <= 4; i++)
            Assert.Contains("is not right", await SentenceAsync("guessed", "wrong"), StringComparison.Ordinal);
        Assert.Contains("is locked for 15 minutes", await SentenceAsync("guessed", "wrong"), StringComparison.Ordinal);
        Assert.Contains(
            "is locked for 15 minutes",
            await SentenceAsync("guessed", TestUnit.Password),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SignIn_FourWrongThenRight_Opens()
    {
        await unit.AddAsync("clumsy", Role.Nurse);
        for (int i = 1; i <= 4; i++)
            await SentenceAsync("clumsy", "wrong");

        var answer = await TestUnit.SignInAsync(unit.Visitor(), "clumsy", TestUnit.Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_ParallelGuesses_AreAllCounted()
    {
        var account = await unit.AddAsync("attacked", Role.Nurse);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SentenceAsync("attacked", "wrong")));

        Assert.NotNull(unit.Accounts.Find(account.Id)!.LockoutEnd);
    }

    [Theory]
    [InlineData("/audit", "/audit")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example/", "/")]
    [InlineData("https://elsewhere.example/", "/")]
    public async Task SignIn_ReturnAddress_StaysOnThisSite(string asked, string expected)
    {
        string name = $"returning-{Math.Abs(StringComparer.Ordinal.GetHashCode(asked))}";
        await unit.AddAsync(name, Role.Nurse);

        var answer = await TestUnit.SignInAsync(
            unit.Visitor(),
            name,
            TestUnit.Password,
            $"/sign-in?returnUrl={Uri.EscapeDataString(asked)}"
        );

        var location = new Uri(new Uri("http://localhost"), answer.Headers.Location!);
        Assert.Equal("localhost", location.Host);
        Assert.Equal(expected, location.PathAndQuery);
    }

    [Fact]
    public async Task SignIn_WithoutAntiforgeryToken_IsRefusedInWords()
    {
        var answer = await unit.Visitor()
            .PostAsync(
                "/sign-in",
                new FormUrlEncodedContent(
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["_handler"] = "sign-in",
                        ["Input.UserName"] = "a",
                        ["Input.Password"] = "b",
                    }
                ),
                Stop
            );
        string again = answer.Headers.Location?.ToString() ?? "";
        Assert.Equal("/sign-in?ended=StaleForm", again);
        Assert.Contains(
            "This page was out of date",
            await unit.Visitor().GetStringAsync(again, Stop),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SignOut_WithoutAntiforgeryToken_KeepsTheSession()
    {
        await unit.AddAsync("staying", Role.SafetyOfficer);
        var visitor = unit.Visitor();
        await TestUnit.SignInAsync(visitor, "staying", TestUnit.Password);

        var answer = await visitor.PostAsync("/sign-out", new FormUrlEncodedContent([]), Stop);

        Assert.Equal("/problem/400", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/audit", Stop)).StatusCode);
    }

    [Fact]
    public async Task DemoSignIn_RealUnit_DoesNotExist()
    {
        Assert.DoesNotContain(
            "demo-sign-in",
            await unit.Visitor().GetStringAsync("/sign-in", Stop),
            StringComparison.Ordinal
        );
        var answer = await unit.Visitor()
            .PostAsync("/demo-sign-in", new FormUrlEncodedContent([new("userName", "demo.nurse")]), Stop);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private async Task<string> SentenceAsync(string userName, string password)
    {
        var answer = await TestUnit.SignInAsync(unit.Visitor(), userName, password);
        string page = await answer.Content.ReadAsStringAsync(Stop);
        int start = page.IndexOf("id=\"sign-in-refused\"", StringComparison.Ordinal);
        Assert.True(start > 0, $"There was no refusal for {userName}: {answer.StatusCode}");
        return page[start..page.IndexOf("</p>", start, StringComparison.Ordinal)];
    }
}
