using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>
/// A PDF taken apart by qpdf (its JSON, version 2): an independent reader's view of the file. Names begin with "/", references read "12 0 R",
/// text strings begin with "u:", byte strings with "b:".
/// </summary>
internal sealed partial class WrittenPdf
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("null").RootElement;
    private readonly Dictionary<string, JsonElement> objects = [];

    private WrittenPdf(string json)
    {
        foreach (var entry in JsonDocument.Parse(json).RootElement.GetProperty("qpdf")[1].EnumerateObject())
        {
            if (entry.Name == "trailer") Trailer = entry.Value.GetProperty("value");
            else objects[entry.Name["obj:".Length..]] = entry.Value;
        }
        Catalog = Resolve(Trailer, "/Root");
        Pages = [.. PagesBelow(Get(Catalog, "/Pages"), 0)];
    }

    public JsonElement Trailer { get; }

    public JsonElement Catalog { get; }

    /// <summary>References of the pages, in order.</summary>
    public IReadOnlyList<string> Pages { get; }

    /// <summary>Every object: its reference, and its value or its stream's dictionary.</summary>
    public IEnumerable<(string Reference, JsonElement Value, bool IsStream)> Objects =>
        objects.Select(pair => pair.Value.TryGetProperty("stream", out var stream)
            ? (pair.Key, stream.GetProperty("dict"), true)
            : (pair.Key, pair.Value.GetProperty("value"), false));

    public static async Task<WrittenPdf> ReadAsync(string path) => new(await JsonAsync(path));

    public static WrittenPdf Parse(string json) => new(json);

    public static async Task<string> JsonAsync(string path)
    {
        var json = path + ".json";
        try
        {
            var (exit, output) = await Judge.RunAsync("qpdf", "--json-output=2", "--json-stream-data=inline", "--decode-level=generalized", path, json);
            Assert.True(exit == 0, output);
            return await File.ReadAllTextAsync(json);
        }
        finally
        {
            File.Delete(json);
        }
    }

    public static bool IsReference(JsonElement value) => value.ValueKind == JsonValueKind.String && ReferencePattern().IsMatch(value.GetString()!);

    /// <summary>The value itself or what it refers to; JSON null where there is none.</summary>
    public JsonElement Resolve(JsonElement value) =>
        !IsReference(value) ? value
        : !objects.TryGetValue(value.GetString()!, out var found) ? Nothing
        : found.TryGetProperty("stream", out var stream) ? stream.GetProperty("dict") : found.GetProperty("value");

    public JsonElement Resolve(JsonElement dictionary, string key) => Resolve(Get(dictionary, key));

    public JsonElement Object(string reference) => Resolve(JsonSerializer.SerializeToElement(reference));

    /// <summary>The entry as it stands, a reference unresolved.</summary>
    public static JsonElement Get(JsonElement dictionary, string key) =>
        dictionary.ValueKind == JsonValueKind.Object && dictionary.TryGetProperty(key, out var value) ? value : Nothing;

    public static string? String(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A text string's characters.</summary>
    public static string? Text(JsonElement value) => String(value) switch
    {
        ['u', ':', .. var text] => text,
        ['b', ':', .. var hex] => Encoding.Latin1.GetString(Convert.FromHexString(hex)),
        _ => null,
    };

    public static bool Has(JsonElement dictionary, string key) => Get(dictionary, key).ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    public static IEnumerable<JsonElement> Items(JsonElement array) => array.ValueKind switch
    {
        JsonValueKind.Array => array.EnumerateArray(),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => [array],
    };

    public static int Integer(JsonElement value) => value.ValueKind == JsonValueKind.Number ? (int)value.GetDouble() : int.MinValue;

    /// <summary>A stream's bytes, decompressed.</summary>
    public byte[] Stream(string reference) =>
        objects.TryGetValue(reference, out var found) && found.TryGetProperty("stream", out var stream)
            ? stream.GetProperty("data").GetBytesFromBase64()
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{reference} is no stream."));

    /// <summary>The pairs of a number tree or name tree, in the order they stand.</summary>
    public IEnumerable<(JsonElement Key, JsonElement Value)> Tree(JsonElement node, string leafKey)
    {
        node = Resolve(node);
        var leaf = Items(Resolve(node, leafKey)).ToList();
        for (var i = 0; i + 1 < leaf.Count; i += 2) yield return (leaf[i], leaf[i + 1]);
        foreach (var kid in Items(Resolve(node, "/Kids")))
        {
            foreach (var pair in Tree(kid, leafKey)) yield return pair;
        }
    }

    private IEnumerable<string> PagesBelow(JsonElement reference, int depth)
    {
        var node = Resolve(reference);
        if (depth > 20) throw new InvalidDataException("The page tree has a ring.");
        if (String(Get(node, "/Type")) == "/Page") return [reference.GetString()!];
        return Items(Resolve(node, "/Kids")).SelectMany(kid => PagesBelow(kid, depth + 1));
    }

    [GeneratedRegex(@"^\d+ \d+ R$")]
    private static partial Regex ReferencePattern();
}
