using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Web.Shared;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Shared;

public sealed partial class GuardedFormTests
{
    [Fact]
    public async Task RenderedFields_EveryKindOfField_IsReadAsItWasRenderedAlsoInsideOtherComponents()
    {
        var fields = await ReadAsync(builder =>
        {
            Element(builder, "input", ("id", "anc"), ("value", "2.9"));
            Element(builder, "input", ("type", "radio"), ("name", "sex"), ("checked", false));
            Element(builder, "input", ("type", "radio"), ("name", "sex"), ("checked", true));
            Element(builder, "input", ("type", "checkbox"), ("id", "confirmed"), ("checked", true));
            Element(builder, "button", ("aria-checked", "false"));
            Element(builder, "button", ("aria-checked", "true"));
            Element(builder, "button", ("type", "submit"));
            builder.OpenElement(50, "select");
            builder.AddAttribute(51, "id", "chain");
            Element(builder, "option", ("value", "Kappa"), ("selected", false));
            Element(builder, "option", ("value", "Lambda"), ("selected", true));
            builder.CloseElement();
            builder.OpenComponent<ReasonField>(60);
            builder.AddComponentParameter(61, "Id", "reason");
            builder.AddComponentParameter(62, "Label", "Reason");
            builder.AddComponentParameter(63, "Value", "typed");
            builder.CloseComponent();
            Element(builder, "input", ("class", "without-a-name"), ("value", null));
        });

        Assert.Equal(
            [
                new("anc", "2.9"),
                new("confirmed", "true"),
                new("chain", "Lambda"),
                new("reason", "typed"),
                new("at 6", ""),
                new("radio sex", "1"),
                new("pressed", "1"),
            ],
            fields
        );
    }

    [Fact]
    public void Differing_AnotherValueOnTheScreen_IsNamedWithWhatTheUnitHas()
    {
        FieldValue[] here = [new("anc", "2.9"), new("note", "two\nlines"), new("only-here", "x")];
        FieldValue[] shown = [new("anc", "0.4"), new("note", "two\r\nlines"), new("only-shown", "y")];

        Assert.Equal([new("anc", "2.9")], ShownFields.Differing(shown, here));
        Assert.Empty(ShownFields.Differing(here, here));
    }

    /// <summary>Fields outside of it would lose what is typed into a dying connection; posted forms carry their fields themselves.</summary>
    [Fact]
    public void EveryFormAndField_OfTheProduct_LiesInTheGuardedForm()
    {
        var sources = Directory
            .GetFiles(Path.Combine(Root(), "src", "Pharmacovigilance.Web"), "*.razor", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("_Imports.razor", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText, StringComparer.Ordinal);
        var bare = sources.Where(one =>
            one.Key != nameof(GuardedForm)
            && Form().Matches(one.Value).Any(form => !form.Value.Contains("method=\"post\"", StringComparison.Ordinal))
        );
        Assert.Empty(bare.Select(one => one.Key));

        Assert.Empty(
            sources.Where(one => Field().IsMatch(one.Value) && !IsGuarded(one.Key, sources, [])).Select(one => one.Key)
        );
    }

    /// <summary>A field that is drawn with what was there before the entry takes away what was typed since.</summary>
    [Fact]
    public void EveryPartOfAForm_ThatHandsOnWhatIsEntered_DoesNotDrawItselfUponIt()
    {
        var parts = Directory
            .GetFiles(Path.Combine(Root(), "src", "Pharmacovigilance.Web"), "*.razor", SearchOption.AllDirectories)
            .Select(path =>
                (
                    Name: Path.GetFileNameWithoutExtension(path),
                    Text: File.ReadAllText(path),
                    Behind: File.Exists(path + ".cs") ? File.ReadAllText(path + ".cs") : ""
                )
            )
            .Where(file =>
                Field().IsMatch(file.Text)
                && !file.Text.Contains("<GuardedForm", StringComparison.Ordinal)
                && (file.Text + file.Behind).Contains("Changed.InvokeAsync(", StringComparison.Ordinal)
            )
            .ToList();

        Assert.NotEmpty(parts);
        Assert.Empty(
            parts
                .Where(file => !file.Text.Contains("@inherits FormPart", StringComparison.Ordinal))
                .Select(file => file.Name)
        );
    }

    /// <summary>An entry that was sent before the last drawing arrived runs as it was drawn: from a draft kept in the drawing it would undo the entry before it.</summary>
    [Fact]
    public void NoEntry_StartsFromADraftThatTheDrawingKept()
    {
        var keeping = Directory
            .GetFiles(Path.Combine(Root(), "src", "Pharmacovigilance.Web"), "*.razor", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Text: File.ReadAllText(path)))
            .Where(file =>
                Regex
                    .Matches(
                        file.Text,
                        @"\bdraft is \{ \} (?<kept>\w+)",
                        RegexOptions.ExplicitCapture,
                        TimeSpan.FromSeconds(1)
                    )
                    .Any(match =>
                        file.Text.Contains($" {match.Groups["kept"].Value} with {{", StringComparison.Ordinal)
                        || file.Text.Contains($"({match.Groups["kept"].Value} with {{", StringComparison.Ordinal)
                    )
            );

        Assert.Empty(keeping.Select(file => file.Name));
    }

    /// <summary>A file guards its own fields outermost, or every file that uses it does.</summary>
    private static bool IsGuarded(string file, Dictionary<string, string> sources, HashSet<string> seen)
    {
        if (!seen.Add(file) || sources[file].Contains("method=\"post\"", StringComparison.Ordinal))
            return true;
        string text = sources[file];
        if (text.Contains("<GuardedForm", StringComparison.Ordinal))
            return Field()
                .Matches(text)
                .All(field =>
                    Count(text[..field.Index], "<GuardedForm") > Count(text[..field.Index], "</GuardedForm>")
                );
        var users = sources
            .Where(one => Regex.IsMatch(one.Value, $@"<{file}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .ToList();
        return users.Count > 0
            && users.All(user =>
                Regex
                    .Matches(user.Value, $@"<{file}\b", RegexOptions.None, TimeSpan.FromSeconds(1))
                    .All(use =>
                        Count(user.Value[..use.Index], "<GuardedForm")
                            > Count(user.Value[..use.Index], "</GuardedForm>")
                        || (
                            !user.Value.Contains("<GuardedForm", StringComparison.Ordinal)
                            && IsGuarded(user.Key, sources, seen)
                        )
                    )
            );
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Pharmacovigilance.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    private static void Element(
        Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder,
        string name,
        params (string Name, object? Value)[] attributes
    )
    {
        builder.OpenElement(0, name);
        foreach (var (attribute, value) in attributes)
            builder.AddAttribute(1, attribute, value);
        builder.CloseElement();
    }

    private static async Task<IReadOnlyList<FieldValue>> ReadAsync(RenderFragment content)
    {
        await using var host = ComponentHost.With();
        await host.HtmlAsync<Holder>(new() { [nameof(Holder.Content)] = content });
        return await host.Dispatcher.InvokeAsync(() => Holder.Last!.Read());
    }

    /// <summary>Keeps hold of the fields that it renders.</summary>
    private sealed class Holder : ComponentBase
    {
        [Parameter]
        public RenderFragment Content { get; set; } = default!;

        public static RenderedFields? Last { get; private set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenComponent<RenderedFields>(0);
            builder.AddComponentParameter(1, nameof(RenderedFields.ChildContent), Content);
            builder.AddComponentReferenceCapture(2, reference => Last = (RenderedFields)reference);
            builder.CloseComponent();
        }
    }

    [GeneratedRegex("<form\\b[^\\n]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex(
        "<(input|select|textarea)\\b(?![^>]*type=\"(hidden|file)\")",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Field();
}
