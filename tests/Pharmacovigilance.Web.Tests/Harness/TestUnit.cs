using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Tests.Harness;

/// <summary>The whole program in this process, as a real unit with an empty data folder of its own.</summary>
public sealed partial class TestUnit : WebApplicationFactory<Program>
{
    public const string Password = "a password for tests";

    private readonly string folder = Directory.CreateTempSubdirectory("pharmacovigilance-web-test-").FullName;

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("Unit:DataFolder", folder);

    public AccountStore Accounts => Services.GetRequiredService<AccountStore>();

    public async Task<NewAccount> AddAsync(string userName, params Role[] roles)
    {
        var account = Services.GetRequiredService<Credentials>().WithPassword(userName, userName, roles, Password);
        Assert.Equal(AccountOutcome.Done, await Accounts.CreateAsync(Actor.Product, account));
        return account;
    }

    /// <summary>A session of somebody whose sign-in is not what the test is about.</summary>
    public async Task<SessionId> SessionOfAsync(Actor person) =>
        (
            await Services
                .GetRequiredService<SessionStore>()
                .BeginAsync(Accounts.Find(person.UserId!.Value)!, before: null)
        )!.Value;

    /// <summary>The sessions of a person that last.</summary>
    public IReadOnlyList<SessionId> SessionsOf(UserId person)
    {
        using var scope = Services.GetRequiredService<UnitDatabase>().OpenReader();
        return [.. SessionRows.LastingOf(scope, person).Select(session => session.Id)];
    }

    /// <summary>A browser that follows no redirect, keeps cookies and asks for pages.</summary>
    public HttpClient Visitor()
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    /// <summary>Posts the sign-in form as a person does.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(
        HttpClient visitor,
        string userName,
        string password,
        string path = "/sign-in"
    ) =>
        await PostAsync(
            visitor,
            path,
            "sign-in",
            new(StringComparer.Ordinal) { ["Input.UserName"] = userName, ["Input.Password"] = password }
        );

    /// <summary>Reads a page's form and posts it back filled in.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient visitor,
        string path,
        string form,
        Dictionary<string, string> fields
    )
    {
        string page = await visitor.GetStringAsync(path, TestContext.Current.CancellationToken);
        fields["_handler"] = form;
        fields["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);
        return await visitor.PostAsync(path, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();
}
