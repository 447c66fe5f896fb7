using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Access;

public sealed class PageAccessTests(TestUnit unit) : IClassFixture<TestUnit>
{
    /// <summary>Pages that need no role: signing in, the first administrator's link, and pages about problems.</summary>
    private static readonly string[] Open = ["/sign-in", "/first-administrator", "/problem/{Status:int}", "/not-found"];

    /// <summary>Every page of the program with its policy.</summary>
    private static IEnumerable<(string Route, string? Policy)> Pages =>
        from type in typeof(Policies).Assembly.GetTypes()
        from route in type.GetCustomAttributes<RouteAttribute>()
        select (route.Template, type.GetCustomAttribute<AuthorizeAttribute>()?.Policy);

    /// <summary>A route's address with an identifier for each parameter.</summary>
    private static string Address(string route) =>
        string.Join(
            '/',
            route.Split('/').Select(part => part.StartsWith('{') ? "0198a000-0000-7000-8000-000000000001" : part)
        );

    [Fact]
    public void EveryPage_ButTheOpenOnes_NamesAKnownPolicy() =>
        Assert.All(Pages.Where(p => !Open.Contains(p.Route)), page =>
            Assert.Contains(page.Policy ?? "none", Policies.Allowed.Keys)
        );

    [Fact]
    public async Task EveryPage_Anonymous_LeadsToSignIn()
    {
        var visitor = unit.Visitor();
        foreach (var (route, _) in Pages.Where(p => !Open.Contains(p.Route)))
        {
            var answer = await visitor.GetAsync(Address(route), TestContext.Current.CancellationToken);
            Assert.True(
                answer.Headers.Location?.PathAndQuery.StartsWith("/sign-in?returnUrl=", StringComparison.Ordinal),
                $"{route}: {answer.StatusCode} {answer.Headers.Location}"
            );
        }
    }

    [Theory]
    [InlineData(Role.Nurse)]
    [InlineData(Role.SafetyOfficer)]
    [InlineData(Role.Physician)]
    [InlineData(Role.Administrator)]
    public async Task EveryPage_Role_OpensOrIsRefusedByItsPolicy(Role role)
    {
        await unit.AddAsync($"person-{role}", role);
        var visitor = unit.Visitor();
        await TestUnit.SignInAsync(visitor, $"person-{role}", TestUnit.Password);
        foreach (var (route, policy) in Pages.Where(p => p.Policy is not null))
        {
            var answer = await visitor.GetAsync(Address(route), TestContext.Current.CancellationToken);
            var expected = Policies.Allowed[policy!].Contains(role) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            Assert.True(expected == answer.StatusCode, $"{role} at {route}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Refusal_WrongRole_SaysSoInWords()
    {
        await unit.AddAsync("refused", Role.Nurse);
        var visitor = unit.Visitor();
        await TestUnit.SignInAsync(visitor, "refused", TestUnit.Password);

        var answer = await visitor.GetAsync("/audit", TestContext.Current.CancellationToken);

        Assert.Contains(
            "Not allowed",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/hubs/anything")]
    [InlineData("/api/anything")]
    public async Task Hub_Anonymous_IsRefusedWithoutAPage(string path)
    {
        var answer = await unit.CreateClient().PostAsync(path, content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(Role.Nurse, "/today")]
    [InlineData(Role.SafetyOfficer, "/board")]
    [InlineData(Role.Physician, "/inbox")]
    [InlineData(Role.Administrator, "/accounts")]
    public async Task Start_Role_LeadsToTheRolesPage(Role role, string home)
    {
        await unit.AddAsync($"starter-{role}", role);
        var visitor = unit.Visitor();
        await TestUnit.SignInAsync(visitor, $"starter-{role}", TestUnit.Password);

        var answer = await visitor.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(home, answer.Headers.Location?.ToString());
    }
}
