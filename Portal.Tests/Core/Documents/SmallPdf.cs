using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Portal.Tests.Core.Documents;

/// <summary>PDFs of a few hundred bytes, whole or with one thing wrong.</summary>
internal static class SmallPdf
{
    /// <summary>One page a text, with a cross-reference table.</summary>
    public static byte[] WithTable(string trailer = "", params string[] texts)
    {
        var file = new StringBuilder("%PDF-1.7\n");
        var offsets = WriteObjects(file, texts);
        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    /// <summary>The same with a cross-reference stream, deflated under the PNG "up" predictor as most writers do it.</summary>
    public static byte[] WithStream(string dictionary = "", bool predictor = true, params string[] texts)
    {
        var file = new StringBuilder("%PDF-1.7\n");
        var offsets = WriteObjects(file, texts);
        var start = file.Length;
        var size = offsets.Count + 2;
        var rows = new List<byte[]> { new byte[] { 0, 0, 0, 0, 0 } };
        rows.AddRange(offsets.Append(start).Select(o => new byte[] { 1, (byte)(o >> 16), (byte)(o >> 8), (byte)o, 0 }));
        var plain = new List<byte>();
        var above = new byte[5];
        foreach (var row in rows)
        {
            if (predictor) plain.Add(2);
            plain.AddRange(predictor ? row.Zip(above, (now, up) => (byte)(now - up)) : row);
            above = row;
        }
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(plain.ToArray());
        var parameters = predictor ? "/DecodeParms << /Predictor 12 /Columns 5 >>" : "";
        file.Append(CultureInfo.InvariantCulture, $"{size - 1} 0 obj\n<< /Type /XRef /Size {size} /W [1 3 1] /Root 1 0 R /Filter /FlateDecode {parameters} /Length {packed.Length} {dictionary} >>\nstream\n");
        file.Append(Encoding.Latin1.GetString(packed.ToArray()));
        file.Append(CultureInfo.InvariantCulture, $"\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static List<int> WriteObjects(StringBuilder file, string[] texts)
    {
        if (texts.Length == 0) texts = ["Search warrant"];
        var offsets = new List<int>();
        var kids = string.Join(' ', texts.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"{4 + 2 * i} 0 R")));
        Add("<< /Type /Catalog /Pages 2 0 R >>");
        Add(string.Create(CultureInfo.InvariantCulture, $"<< /Type /Pages /Kids [{kids}] /Count {texts.Length} >>"));
        Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        for (var i = 0; i < texts.Length; i++)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>"));
            var content = $"BT /F1 24 Tf 72 700 Td ({texts[i]}) Tj ET";
            Add(string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} >>\nstream\n{content}\nendstream"));
        }
        return offsets;

        void Add(string body)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
    }
}
