using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Access;

public abstract class AccountStoreConformance(TestUnit unit) : Conformance(unit)
{
    private AccountStore Store => Unit.Accounts;

    [Fact]
    public async Task Create_NonAsciiName_IsFoundByNormalizedNameAndId()
    {
        var actor = await Unit.AddPersonAsync("ёлкина.мария", Role.Physician, Role.Nurse);
        var account = Store.FindByNormalizedName("ЁЛКИНА.МАРИЯ");
        Assert.NotNull(account);
        Assert.Equal(actor.UserId, account.Id);
        Assert.Equal("ёлкина.мария", account.UserName);
        Assert.Equal([Role.Nurse, Role.Physician], account.Roles);
        Assert.Equal(TestUnit.Start, account.CreatedAt);
        Assert.True(account.LockoutEnabled);
        Assert.Null(account.LockoutEnd);
        Assert.Null(account.DisabledAt);
        Assert.Equivalent(account, Store.Find(account.Id), strict: true);
        Assert.Null(Store.FindByNormalizedName("ёлкина.мария"));
        Assert.Contains("ёлкина.мария", Trail(account.Id)[0].Entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_NameTaken_SavesNothing()
    {
        await Unit.AddPersonAsync("nurse", Role.Nurse);
        var outcome = await Store.CreateAsync(Actor.Product, New("Nurse", "NURSE"));
        Assert.Equal(AccountOutcome.NameTaken, outcome);
        Assert.Single(Store.All());
    }

    [Fact]
    public async Task Create_ByANurse_IsRefused()
    {
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse);
        await Assert.ThrowsAsync<NotAllowedException>(() =>
            Store.CreateAsync(nurse, New("friend", "FRIEND", Role.Administrator))
        );
        var administrator = await Unit.AddPersonAsync("administrator", Role.Administrator);
        Assert.Equal(AccountOutcome.Done, await Store.CreateAsync(administrator, New("friend", "FRIEND")));
    }

    [Fact]
    public async Task Update_CredentialState_IsSavedAndAuditedWithoutSecrets()
    {
        var actor = await Unit.AddPersonAsync("nurse", Role.Nurse);
        var before = Store.Find(actor.UserId!.Value)!;
        var saved = await Store.UpdateAsync(
            Actor.Product,
            before with
            {
                PasswordHash = "new-secret-hash",
                SecurityStamp = "new-secret-stamp",
                LockoutEnd = TestUnit.Start.AddMinutes(15),
                AccessFailedCount = 5,
                LockoutEnabled = true,
                DisplayName = "Nurse One",
            }
        );

        var after = Store.Find(before.Id)!;
        Assert.Equal(AccountOutcome.Done, saved.Outcome);
        Assert.Equal(saved.ConcurrencyStamp, after.ConcurrencyStamp);
        Assert.NotEqual(before.ConcurrencyStamp, after.ConcurrencyStamp);
        Assert.Equal(
            ("new-secret-hash", "new-secret-stamp", 5, "Nurse One"),
            (after.PasswordHash, after.SecurityStamp, after.AccessFailedCount, after.DisplayName)
        );
        Assert.Equal(TestUnit.Start.AddMinutes(15), after.LockoutEnd);
        var trail = Trail(before.Id);
        Assert.Equal("account.password-changed", trail[0].Entry.Action);
        Assert.All(trail, e => Assert.DoesNotContain("secret", e.Entry.Details, StringComparison.Ordinal));
        Assert.All(trail, e => Assert.DoesNotContain("hash-of", e.Entry.Details, StringComparison.Ordinal));
        Assert.All(trail, e => Assert.DoesNotContain("stamp-of", e.Entry.Details, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Update_WrongPasswordLockoutAndRelease_AreNamedInTheTrail()
    {
        var id = (await Unit.AddPersonAsync("nurse", Role.Nurse)).UserId!.Value;
        await ChangeAsync(id, a => a with { AccessFailedCount = 1 });
        await ChangeAsync(id, a => a with { AccessFailedCount = 0, LockoutEnd = TestUnit.Start.AddMinutes(5) });
        await ChangeAsync(id, a => a with { LockoutEnd = null });
        await ChangeAsync(id, a => a with { DisplayName = "other" });
        Assert.Equal(
            ["account.updated", "account.unlocked", "account.locked-out", "account.sign-in-failed", "account.created"],
            Trail(id).Select(e => e.Entry.Action),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Update_ChangedSinceItWasRead_SomebodyWasFaster()
    {
        var id = (await Unit.AddPersonAsync("nurse", Role.Nurse)).UserId!.Value;
        var read = Store.Find(id)!;
        await ChangeAsync(id, a => a with { DisplayName = "first" });
        var saved = await Store.UpdateAsync(Actor.Product, read with { DisplayName = "second" });
        Assert.Equal(new AccountSaved(AccountOutcome.SomebodyWasFaster, null), saved);
        Assert.Equal("first", Store.Find(id)!.DisplayName);
    }

    [Fact]
    public async Task Update_OwnAccountYes_SomebodyElsesNo()
    {
        var one = await Unit.AddPersonAsync("one", Role.Nurse);
        var two = await Unit.AddPersonAsync("two", Role.Nurse);
        var account = Store.Find(one.UserId!.Value)!;
        await Assert.ThrowsAsync<NotAllowedException>(() =>
            Store.UpdateAsync(two, account with { PasswordHash = "mine now" })
        );
        Assert.Equal(
            AccountOutcome.Done,
            (await Store.UpdateAsync(one, account with { PasswordHash = "own" })).Outcome
        );
        Assert.Equal(
            AccountOutcome.NameTaken,
            (await Store.UpdateAsync(two, Store.Find(two.UserId!.Value)! with { NormalizedUserName = "ONE" })).Outcome
        );
        Assert.Equal(
            AccountOutcome.NotFound,
            (
                await Store.UpdateAsync(Actor.Product, account with { Id = Unit.Ids.Next<UserId>(TestUnit.Start) })
            ).Outcome
        );
    }

    [Fact]
    public async Task SetRoles_ByAdministrator_ReplacesThemEndsSessionsAndSaysWhatWasBefore()
    {
        var administrator = await Unit.AddPersonAsync("administrator", Role.Administrator);
        var id = (await Unit.AddPersonAsync("nurse", Role.Nurse)).UserId!.Value;
        string stamp = Store.Find(id)!.SecurityStamp;
        Assert.Equal(
            AccountOutcome.Done,
            await Store.SetRolesAsync(administrator, id, [Role.SafetyOfficer, Role.Physician])
        );
        var account = Store.Find(id)!;
        Assert.Equal([Role.SafetyOfficer, Role.Physician], account.Roles);
        Assert.NotEqual(stamp, account.SecurityStamp);
        var entry = Trail(id)[0];
        Assert.Equal(administrator.UserId, entry.ActorId);
        Assert.Equal("""{"roles":["SafetyOfficer","Physician"],"replaces":{"roles":["Nurse"]}}""", entry.Entry.Details);
    }

    [Fact]
    public async Task LastAdministrator_CannotBeDemotedOrDisabled_TheSecondCan()
    {
        var first = await Unit.AddPersonAsync("first", Role.Administrator);
        var id = first.UserId!.Value;
        Assert.Equal(AccountOutcome.LastAdministrator, await Store.SetRolesAsync(first, id, [Role.Nurse]));
        Assert.Equal(AccountOutcome.LastAdministrator, await Store.DisableAsync(first, id, "leaves"));
        Assert.Equal([Role.Administrator], Store.Find(id)!.Roles);
        await Unit.AddPersonAsync("second", Role.Administrator);
        Assert.Equal(AccountOutcome.Done, await Store.DisableAsync(first, id, "leaves"));
        Assert.NotNull(Store.Find(id)!.DisabledAt);
        await Assert.ThrowsAsync<NotAllowedException>(() => Store.EnableAsync(first, id, "back"));
        Assert.Equal(AccountOutcome.Done, await Store.EnableAsync(Actor.Product, id, "back"));
        Assert.Equal(["back", "leaves"], Trail(id).Take(2).Select(e => e.Entry.Reason), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Disable_WithoutReason_IsRefused()
    {
        var id = (await Unit.AddPersonAsync("nurse", Role.Nurse)).UserId!.Value;
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DisableAsync(Actor.Product, id, " "));
        Assert.Null(Store.Find(id)!.DisabledAt);
    }

    [Fact]
    public async Task WithRole_DisabledPhysician_IsLeftOut()
    {
        var one = await Unit.AddPersonAsync("B one", Role.Physician, Role.Nurse);
        var two = await Unit.AddPersonAsync("A two", Role.Physician);
        await Unit.AddPersonAsync("nurse", Role.Nurse);
        Assert.Equal(
            ["A two", "B one"],
            Store.WithRole(Role.Physician).Select(a => a.DisplayName),
            StringComparer.Ordinal
        );
        Assert.Equal([Role.Nurse, Role.Physician], Store.WithRole(Role.Physician)[1].Roles);
        await Store.DisableAsync(Actor.Product, two.UserId!.Value, "left");
        Assert.Equal(one.UserId, Assert.Single(Store.WithRole(Role.Physician)).Id);
        Assert.Equal(3, Store.All().Count);
        Assert.Empty(Store.WithRole(Role.SafetyOfficer));
    }

    private async Task ChangeAsync(UserId id, Func<Account, Account> change) =>
        Assert.Equal(AccountOutcome.Done, (await Store.UpdateAsync(Actor.Product, change(Store.Find(id)!))).Outcome);

    private IReadOnlyList<RecordedAuditEntry> Trail(UserId id) => Unit.Stores.Audit.OfSubject("account", id.ToString());

    private NewAccount New(string name, string normalized, params Role[] roles) =>
        new(Unit.Ids.Next<UserId>(TestUnit.Start), name, normalized, name, null, "stamp", roles);
}

public sealed class AccountStoreOnSqlite() : AccountStoreConformance(TestUnit.OnSqlite());

public sealed class AccountStoreOnPostgres() : AccountStoreConformance(TestUnit.OnPostgres());
