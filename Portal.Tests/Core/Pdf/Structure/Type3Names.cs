using System.Text.Json;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>The glyph names of a Type 3 font by code, from its /Differences.</summary>
internal static class Type3Names
{
    public static Dictionary<int, string> Of(WrittenPdf pdf, JsonElement font)
    {
        var names = new Dictionary<int, string>();
        var code = 0;
        foreach (var entry in WrittenPdf.Items(pdf.Resolve(pdf.Resolve(font, "/Encoding"), "/Differences")))
        {
            if (entry.ValueKind == JsonValueKind.Number) code = WrittenPdf.Integer(entry);
            else names[code++] = entry.GetString()!;
        }
        return names;
    }
}
