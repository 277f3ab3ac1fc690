using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Text;

namespace Portal.Core.Pdf.Composition;

/// <summary>Every size, colour and distance of the page, in one place. Greys keep a contrast of 4.5 to 1 on white and on the tints.</summary>
internal static class Typography
{
    public const double MarginSide = 54, MarginTop = 74, MarginBottom = 68;
    public const double HeaderBaseline = 42, HeaderRule = 52, FooterBaseline = 38;
    public const double Hair = 0.01, Hairline = 0.5, RowPadding = 3.5, ColumnGap = 12;
    public const double ListIndent = 15;
    public const double TimeColumn = 64, WideTimeColumn = 92, PeopleColumn = 112;

    public static readonly Ink Black = new(0x1B, 0x1F, 0x24);
    public static readonly Ink Accent = new(0x1D, 0x3B, 0x5C);
    public static readonly Ink Grey = new(0x57, 0x60, 0x6A);
    public static readonly Ink Line = new(0xD6, 0xDB, 0xE0);
    public static readonly Ink Tint = new(0xF3, 0xF5, 0xF7);
    public static readonly Ink TagTint = new(0xE6, 0xEA, 0xEF);
    public static readonly Ink Amber = new(0xB4, 0x6A, 0x00);
    public static readonly Ink AmberTint = new(0xFD, 0xF6, 0xE9);

    public static readonly TextStyle Body = new(FontRole.Regular, 9.5, 13.5, Black);
    public static readonly TextStyle Strong = new(FontRole.Bold, 9.5, 13.5, Black);
    public static readonly TextStyle Lead = new(FontRole.Regular, 11.5, 17, Black);
    public static readonly TextStyle Letter = new(FontRole.Regular, 10, 14.5, Black);
    public static readonly TextStyle Masthead = new(FontRole.Bold, 13, 17, Accent);
    public static readonly TextStyle Small = new(FontRole.Regular, 8, 11, Black);
    public static readonly TextStyle SmallStrong = new(FontRole.Bold, 8, 12, Black);
    public static readonly TextStyle Caption = new(FontRole.Regular, 8, 11.5, Grey);
    public static readonly TextStyle Code = new(FontRole.Mono, 8, 12, Black);
    public static readonly TextStyle TableText = new(FontRole.Regular, 8.5, 12, Black);
    public static readonly TextStyle TableCode = new(FontRole.Mono, 7.5, 12, Black);
    public static readonly TextStyle TableTitle = new(FontRole.Bold, 7.5, 11, Grey);
    public static readonly TextStyle Key = new(FontRole.Regular, 9, 13, Grey);
    public static readonly TextStyle Value = new(FontRole.Regular, 9.5, 13, Black);
    public static readonly TextStyle ValueCode = new(FontRole.Mono, 8, 13, Black);
    public static readonly TextStyle Tag = new(FontRole.Bold, 6.5, 11, Grey);
    public static readonly TextStyle Reference = new(FontRole.Mono, 6, 9, Grey);
    public static readonly TextStyle Detail = new(FontRole.Regular, 7.5, 10.5, Grey);
    public static readonly TextStyle Running = new(FontRole.Regular, 7.5, 10, Grey);

    private static readonly TextStyle[] Headings =
    [
        new(FontRole.Bold, 20, 26, Accent), new(FontRole.Bold, 14, 19, Accent), new(FontRole.Bold, 11, 15, Black), new(FontRole.Bold, 9.5, 13.5, Black),
    ];

    private static readonly (double Before, double After)[] HeadingSpaces = [(10, 10), (20, 7), (14, 4), (10, 3)];

    public static TextStyle Heading(int level) => Headings[Math.Clamp(level, 1, 4) - 1];

    public static (double Before, double After) HeadingSpace(int level) => HeadingSpaces[Math.Clamp(level, 1, 4) - 1];

    public static TextStyle Of(ParagraphStyle style) => style switch
    {
        ParagraphStyle.Lead => Lead,
        ParagraphStyle.Letter => Letter,
        ParagraphStyle.Masthead => Masthead,
        ParagraphStyle.Small => Small,
        ParagraphStyle.Caption => Caption,
        ParagraphStyle.Code => Code,
        _ => Body,
    };
}
