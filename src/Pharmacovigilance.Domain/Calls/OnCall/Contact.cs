namespace Pharmacovigilance.Domain.Calls.OnCall;

/// <summary>How a person is reached outside the product.</summary>
/// <param name="Email">Null = none is known.</param>
/// <param name="Phone">As people write it; null = none is known.</param>
public sealed record Contact(string? Email, string? Phone)
{
    public const int LongestEmail = 254;
    public const int LongestPhone = 40;

    public static readonly Contact Unknown = new(null, null);

    /// <summary>Without blanks around, and nothing where nothing was typed.</summary>
    public Contact Trimmed() => new(Trimmed(Email), Trimmed(Phone));

    /// <summary>What cannot be taken, each with its field.</summary>
    public IReadOnlyList<Refusal> Check()
    {
        var refusals = new List<Refusal>();
        if (Email is { } email && !IsAddress(email))
            refusals.Add(Refusal.Of("contact.email", "email"));
        if (Phone is { } phone && !IsNumber(phone))
            refusals.Add(Refusal.Of("contact.phone", "phone"));
        return refusals;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>One @ with something before it and a dotted name after it; whether the address exists only a mail can tell.</summary>
    private static bool IsAddress(string email)
    {
        int at = email.IndexOf('@', StringComparison.Ordinal);
        return email.Length <= LongestEmail
            && at > 0
            && at == email.LastIndexOf('@')
            && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>')
            && email[(at + 1)..].Split('.') is { Length: >= 2 } labels
            && labels.All(label => label.Length > 0);
    }

    internal static bool IsNumber(string phone) =>
        phone.Length <= LongestPhone
        && phone.Any(char.IsAsciiDigit)
        && phone.All(c =>
            char.IsAsciiDigit(c)
            || char.IsLetter(c)
            || c is ' ' or '+' or '-' or '(' or ')' or '/' or '.' or '#' or '*' or ','
        );
}
