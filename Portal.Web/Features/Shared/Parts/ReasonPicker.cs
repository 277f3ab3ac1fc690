using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-reasons for="Reason" note-for="Note" label="Why?" reasons="Model.Reasons" /&gt;</c>: one reason from the rule book's list
/// (a <see cref="Choice"/> each, with groups and hints) and a free note beside it.
/// </summary>
[HtmlTargetElement("p-reasons", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ReasonPicker : Question
{
    public IEnumerable<Choice> Reasons { get; set; } = [];

    /// <summary>The property for the note; without it no note is asked.</summary>
    public ModelExpression? NoteFor { get; set; }

    public string NoteLabel { get; set; } = "Note to the file";

    public string? NoteHint { get; set; }

    public bool NoteOptional { get; set; } = true;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var chosen = Value;
        var reasons = Grouped(ChoiceList.Build("radio", Name, Id, Reasons, inline: false, HasErrors,
            choice => string.Equals(choice.Value, chosen, StringComparison.OrdinalIgnoreCase)));
        var picker = Markup.Element("div", "reasons").With(reasons);
        if (NoteFor is not null)
        {
            picker.With(new TextArea
            {
                ViewContext = ViewContext, For = NoteFor, Label = NoteLabel, Hint = NoteHint, Optional = NoteOptional, Rows = 3,
            }.Build());
        }

        output.Become(picker);
    }
}
