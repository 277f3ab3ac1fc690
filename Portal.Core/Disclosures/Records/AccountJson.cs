using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Portal.Core.Archive;

namespace Portal.Core.Disclosures.Records;

/// <summary>One account as a line of <c>accounts.jsonl</c>.</summary>
internal static class AccountJson
{
    public static void Write(IBufferWriter<byte> output, AccountRecord account)
    {
        Text(output, "{\"account_id\":"u8, account.AccountId);
        Text(output, ",\"handle\":"u8, account.Handle);
        Text(output, ",\"display_name\":"u8, account.DisplayName);
        Text(output, ",\"email\":"u8, account.Email);
        Text(output, ",\"phone\":"u8, account.Phone);
        Text(output, ",\"created_utc\":"u8, UtcText.Of(account.CreatedUtc));
        output.Write(",\"handles\":["u8);
        var first = true;
        foreach (var held in account.Handles)
        {
            if (!first) output.Write(","u8);
            first = false;
            Text(output, "{\"handle\":"u8, held.Handle);
            Text(output, ",\"from_utc\":"u8, UtcText.Of(held.FromUtc));
            Text(output, ",\"until_utc\":"u8, UtcText.Of(held.UntilUtc));
            output.Write("}"u8);
        }
        Text(output, "],\"authorisation_line\":"u8, account.AuthorisationLine);
        output.Write("}\n"u8);
    }

    /// <exception cref="FormatException">Not such a line.</exception>
    public static AccountRecord Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
            var handles = ImmutableArray<HandleInterval>.Empty;
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new FormatException("The line is no object.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (name == "handles") handles = Handles(ref reader);
                else if (!texts.TryAdd(name, JsonText.Read(ref reader))) throw new FormatException($"{name} stands there twice.");
            }
            if (reader.TokenType != JsonTokenType.EndObject) throw new FormatException("The line is no object.");
            return new AccountRecord(
                Demand(texts, "account_id"), Demand(texts, "handle"), texts.GetValueOrDefault("display_name"), texts.GetValueOrDefault("email"), texts.GetValueOrDefault("phone"),
                texts.GetValueOrDefault("created_utc") is { } created ? UtcText.Parse(created) : null, handles, Demand(texts, "authorisation_line"));
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new FormatException("The line is not valid JSON.");
        }
    }

    private static ImmutableArray<HandleInterval> Handles(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new FormatException("handles is no list.");
        var handles = ImmutableArray.CreateBuilder<HandleInterval>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                texts[name] = JsonText.Read(ref reader);
            }
            handles.Add(new HandleInterval(Demand(texts, "handle"), UtcText.Parse(Demand(texts, "from_utc")), texts.GetValueOrDefault("until_utc") is { } until ? UtcText.Parse(until) : null));
        }
        return handles.ToImmutable();
    }

    private static string Demand(Dictionary<string, string?> texts, string name) => texts.GetValueOrDefault(name) ?? throw new FormatException($"{name} is missing.");

    private static void Text(IBufferWriter<byte> output, ReadOnlySpan<byte> before, string? value)
    {
        output.Write(before);
        JsonText.Write(output, value);
    }
}
