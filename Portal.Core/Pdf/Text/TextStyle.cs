using Portal.Core.Pdf.Fonts;

namespace Portal.Core.Pdf.Text;

/// <summary>A colour in sRGB.</summary>
internal readonly record struct Ink(byte Red, byte Green, byte Blue);

/// <summary>How a run of text looks. Sizes and leading (baseline to baseline) in points.</summary>
internal sealed record TextStyle(FontRole Role, double Size, double Leading, Ink Ink);
