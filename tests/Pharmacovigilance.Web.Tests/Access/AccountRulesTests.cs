using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Tests.Access;

public sealed class AccountRulesTests
{
    [Theory]
    [InlineData(11, "account.password-too-short")]
    [InlineData(12, null)]
    [InlineData(200, null)]
    [InlineData(201, "too-long")]
    public void CheckPassword_Length_IsBounded(int length, string? code)
    {
        string password = new('x', length);
        Assert.Equal(code, AccountRules.CheckPassword("anna", password, password).SingleOrDefault()?.Code);
    }

    [Fact]
    public void CheckPassword_ContainsUserName_IsRefused() =>
        Assert.Equal(
            "account.password-contains-name",
            Assert.Single(AccountRules.CheckPassword("Anna", "my-aNNa-password", "my-aNNa-password")).Code
        );

    [Fact]
    public void CheckPassword_Repeated_MustBeTheSame() =>
        Assert.Equal(
            "account.passwords-differ",
            Assert.Single(AccountRules.CheckPassword("anna", "correct horse", "correct Horse")).Code
        );

    [Fact]
    public void CheckNew_EverythingMissing_NamesEveryField() =>
        Assert.Equal(
            ["displayName", "userName", "password", "roles"],
            AccountRules.CheckNew(" ", "", "", "", []).Select(r => r.Field)
        );

    [Fact]
    public void CheckNew_AnyScript_IsTaken() =>
        Assert.Empty(AccountRules.CheckNew("Анна Тест", "анна", "длинный пароль", "длинный пароль", [Role.Nurse]));
}
