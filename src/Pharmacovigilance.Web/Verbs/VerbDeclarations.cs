using System.CommandLine;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>What the verbs declare alike.</summary>
internal static class VerbDeclarations
{
    /// <summary>Help and completion know the setting; its value was taken by <see cref="Settings"/> before.</summary>
    public static void ShowSetting(this Command verb, string name, string value, string description) =>
        verb.Add(new Option<string>(name) { HelpName = value, Description = description });

    /// <summary>The one file that a verb is about.</summary>
    public static Argument<string> AddFile(this Command verb, string name, string description)
    {
        var file = new Argument<string>(name) { Description = description };
        file.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] or "" } token])
                result.AddError($"'{token.Value}' is not the name of a file.");
        });
        verb.Add(file);
        return file;
    }

    /// <summary>An option that is there or not.</summary>
    public static Option<bool> AddFlag(this Command verb, string name, string description)
    {
        var flag = new Option<bool>(name) { Description = description, Arity = ArgumentArity.Zero };
        flag.Validators.Add(result =>
        {
            if (result.IdentifierTokenCount > 1)
                result.AddError($"{name} was given twice.");
        });
        verb.Add(flag);
        return flag;
    }

    /// <summary>An option with a value.</summary>
    public static Option<string?> AddText(this Command verb, string name, string value, string description)
    {
        var option = new Option<string?>(name) { HelpName = value, Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] or "" }])
                result.AddError($"{name} needs a value after it.");
        });
        verb.Add(option);
        return option;
    }
}
