using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;

namespace Portal.Core.Disclosures.Records;

/// <summary>How many of a package's messages come from a preservation alone: the archive no longer held them.</summary>
/// <param name="Preservation">Our reference, like <c>PV-2026-000007</c>.</param>
/// <param name="TakenUtc">When the snapshot was taken.</param>
/// <param name="Sha256">Of the snapshot; lower-case hex.</param>
public sealed record PreservedFinding(string Preservation, DateTimeOffset TakenUtc, string Sha256, long Messages)
{
    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"{Messages:N0} {(Messages == 1 ? "message comes" : "messages come")} from preservation {Preservation}, whose snapshot was taken on {TakenUtc.UtcDateTime:d MMMM yyyy HH:mm} UTC (SHA-256 {Sha256}): the archive no longer holds {(Messages == 1 ? "it" : "them")}. data/records/preserved.csv lists which.");
}

/// <summary><c>preserved.csv</c>: which messages come from which preservation. Only in packages that have such.</summary>
internal static class PreservedCsv
{
    public const string Path = "data/records/preserved.csv";

    public static void WriteHeader(IBufferWriter<byte> output) => CsvRow.Write(output, ["message_id", "preservation"]);

    public static void Write(IBufferWriter<byte> output, string messageId, string preservation) => CsvRow.Write(output, [messageId, preservation]);

    /// <summary>What a page says of it; empty where nothing was preserved.</summary>
    public static ImmutableArray<string> Sentences(this ImmutableArray<PreservedFinding> findings) =>
        findings.IsDefaultOrEmpty ? [] : [.. findings.Where(f => f.Messages > 0).Select(f => f.Sentence)];
}
