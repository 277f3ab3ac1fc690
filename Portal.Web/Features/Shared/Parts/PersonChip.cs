using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>A person as shown: name, role in words ("Legal reviewer"), agency or null for staff.</summary>
public sealed record PersonView(string Name, string? Role = null, string? Agency = null);

/// <summary><c>&lt;p-person of="Model.Reviewer" /&gt;</c> or <c>&lt;p-person name="…" role="…" agency="…" you="true" /&gt;</c></summary>
[HtmlTargetElement("p-person", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PersonChip : TagHelper
{
    /// <summary>Null with no name shows <see cref="None"/>.</summary>
    public PersonView? Of { get; set; }

    public string? Name { get; set; }

    public string? Role { get; set; }

    public string? Agency { get; set; }

    /// <summary>Adds "(you)".</summary>
    public bool You { get; set; }

    /// <summary>Only the name and initials, for dense tables.</summary>
    public bool Brief { get; set; }

    public string None { get; set; } = "Nobody yet";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var person = Of ?? (string.IsNullOrEmpty(Name) ? null : new PersonView(Name, Role, Agency));
        output.Become(person is null ? Markup.Element("span", "muted").With(None) : Build(person, You, Brief));
    }

    internal static TagBuilder Build(PersonView person, bool you = false, bool brief = false)
    {
        var names = Markup.Element("span", "person-text")
            .With(Markup.Element("bdi", "person-name").With(you ? $"{person.Name} (you)" : person.Name));
        var post = string.Join(", ", new[] { person.Role, person.Agency }.Where(s => !string.IsNullOrWhiteSpace(s)));
        if (!brief && post.Length > 0) names.With(Markup.Element("span", "person-post").With(post));
        var chip = Markup.Element("span", "person")
            .With(Markup.Element("span", "person-initials").Attribute("aria-hidden", "true").With(Initials(person.Name))).With(names);
        return brief && post.Length > 0 ? chip.Attribute("title", post) : chip;
    }

    // By text element, so that a name in any script keeps whole letters.
    private static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return "?";
        var first = StringInfo.GetNextTextElement(words[0]);
        return words.Length == 1 ? first : first + StringInfo.GetNextTextElement(words[^1]);
    }
}
