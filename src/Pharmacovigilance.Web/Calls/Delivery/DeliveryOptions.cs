using System.Globalization;
using System.Net.Mail;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>How the unit reaches people outside the application: section <c>Delivery</c> of appsettings.json. What is left empty is off.</summary>
public sealed class DeliveryOptions
{
    private const string Section = "Delivery";

    /// <summary>Whether mail and webhook may carry the patient's name and the values. A course code only, while false.</summary>
    public bool IncludePatientData { get; init; }

    /// <summary>Of mails: <c>en</c> or <c>ru</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>How people open the unit in a browser, for the links; empty = messages carry no link that opens by itself.</summary>
    public string PublicAddress { get; init; } = "";

    public MailOptions Mail { get; init; } = new();

    public WebhookOptions Webhook { get; init; } = new();

    /// <summary>The channels outside the application that are set up.</summary>
    public IReadOnlyList<string> On =>
        [.. Where(Mail.Host, ChannelNames.Mail), .. Where(Webhook.Url, ChannelNames.Webhook)];

    /// <summary>The culture of mails.</summary>
    public CultureInfo Culture => CultureInfo.GetCultureInfo(Language == "ru" ? "ru" : "en-GB");

    /// <summary>Link to a page of the unit; the path alone where the unit's address is not configured.</summary>
    public string Link(string path) => PublicAddress.TrimEnd('/') + path;

    /// <exception cref="StartRefusedException">A setting cannot be used.</exception>
    public static DeliveryOptions Read(IConfiguration configuration)
    {
        DeliveryOptions options;
        try
        {
            options = configuration.GetSection(Section).Get<DeliveryOptions>() ?? new DeliveryOptions();
        }
        catch (InvalidOperationException e)
        {
            throw new StartRefusedException($"A setting of section Delivery cannot be read: {e.Message}", e);
        }

        var problems = options.Problems().ToList();
        if (problems.Count > 0)
            throw new StartRefusedException(
                string.Join(
                    Environment.NewLine,
                    problems.Prepend("The settings cannot be used. Correct appsettings.json beside the program:")
                )
            );
        return options;
    }

    private static IEnumerable<string> Where(string setting, string channel) =>
        string.IsNullOrWhiteSpace(setting) ? [] : [channel];

    private IEnumerable<string> Problems()
    {
        if (Language is not ("en" or "ru"))
            yield return $"  Delivery:Language '{Language}' is not a language of the product. Use en or ru.";
        if (PublicAddress.Length > 0 && !IsHttp(PublicAddress))
            yield return $"  Delivery:PublicAddress '{PublicAddress}' is not an address. Give it as people type it, for example https://unit.example.";
        foreach (string problem in Mail.Problems())
            yield return problem;
        foreach (string problem in Webhook.Problems())
            yield return problem;
    }

    internal static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailEncryption
{
    None = 0,

    /// <summary>Begun in the clear and encrypted before anything is said; usually port 587.</summary>
    StartTls = 1,

    /// <summary>Encrypted from the first byte; usually port 465.</summary>
    Tls = 2,
}

/// <summary>An SMTP server that takes the unit's mail.</summary>
public sealed class MailOptions
{
    /// <summary>Empty = no mail.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; } = 25;

    public MailEncryption Encryption { get; init; } = MailEncryption.None;

    /// <summary>Certificates in PEM of an authority inside the hospital that is trusted too; empty = those the computer trusts.</summary>
    public string AuthorityFile { get; init; } = "";

    /// <summary>Empty = without signing in.</summary>
    public string UserName { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The sender, e.g. <c>unit@hospital.example</c>.</summary>
    public string From { get; init; } = "";

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Host))
            yield break;
        if (Port is < 1 or > 65535)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  Delivery:Mail:Port is {Port}; it must be a whole number from 1 to 65535, usually 25, 465 or 587."
            );
        if (!MailAddress.TryCreate(From, out _))
            yield return $"  Delivery:Mail:From '{From}' is not an address. Give the sender of the unit's mail, for example unit@hospital.example.";
        if (UserName.Length > 0 && Password.Length == 0)
            yield return "  Delivery:Mail:Password is missing although a UserName is given.";
        if (UserName.Length > 0 && Encryption == MailEncryption.None)
            yield return "  Delivery:Mail:UserName with Delivery:Mail:Encryption None would send the password readable. Set Encryption to StartTls or Tls.";
        if (AuthorityFile.Length > 0 && !File.Exists(AuthorityFile))
            yield return $"  Delivery:Mail:AuthorityFile '{AuthorityFile}' does not exist. Give the path of a PEM file.";
    }
}

/// <summary>An address that takes signed requests, e.g. of a paging system.</summary>
public sealed class WebhookOptions
{
    /// <summary>Below this a secret can be guessed.</summary>
    private const int ShortestSecret = 16;

    /// <summary>Empty = no webhook.</summary>
    public string Url { get; init; } = "";

    /// <summary>Shared with the receiver; signs every request.</summary>
    public string Secret { get; init; } = "";

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Url))
            yield break;
        if (!DeliveryOptions.IsHttp(Url))
            yield return $"  Delivery:Webhook:Url '{Url}' is not an http or https address.";
        if (Secret.Length < ShortestSecret)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  Delivery:Webhook:Secret has {Secret.Length} characters; give at least {ShortestSecret}, the same as at the receiver."
            );
    }
}
