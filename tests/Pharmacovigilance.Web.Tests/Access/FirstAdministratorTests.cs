using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Access;

public sealed class FirstAdministratorTests
{
    [Fact]
    public async Task Link_UsedOnce_IsInvalidAfterwards()
    {
        await using var unit = new TestUnit();
        var invitation = unit.Services.GetRequiredService<FirstAdministrator>();
        string path = invitation.LinkPath!;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Input.DisplayName"] = "First",
            ["Input.UserName"] = "first",
            ["Input.Password"] = TestUnit.Password,
            ["Input.Repeated"] = TestUnit.Password,
        };

        var answer = await TestUnit.PostAsync(unit.Visitor(), path, "first-administrator", fields);

        Assert.Contains(
            "The account was created",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal("first", Assert.Single(unit.Accounts.WithRole(Role.Administrator)).UserName);
        Assert.Null(invitation.LinkPath);
        Assert.Contains(
            "not valid",
            await unit.Visitor().GetStringAsync(path, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Link_AdministratorExistsMeanwhile_IsInvalid()
    {
        await using var unit = new TestUnit();
        var invitation = unit.Services.GetRequiredService<FirstAdministrator>();
        string token = invitation.LinkPath!.Split('=')[1];
        await unit.AddAsync("other", Role.Administrator);

        Assert.Null(await invitation.CreateAsync(token, "late", "Late", TestUnit.Password));
        Assert.Single(unit.Accounts.WithRole(Role.Administrator));
    }

    [Fact]
    public async Task Link_ConcurrentUse_CreatesOneAccount()
    {
        await using var unit = new TestUnit();
        var invitation = unit.Services.GetRequiredService<FirstAdministrator>();
        string token = invitation.LinkPath!.Split('=')[1];

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => invitation.CreateAsync(token, $"person{i}", "Person", TestUnit.Password))
        );

        Assert.Equal(1, outcomes.Count(o => o == AccountOutcome.Done));
        Assert.Single(unit.Accounts.WithRole(Role.Administrator));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("токен")]
    public async Task IsValid_WrongToken_IsFalse(string? token)
    {
        await using var unit = new TestUnit();
        Assert.False(unit.Services.GetRequiredService<FirstAdministrator>().IsValid(token));
    }
}
