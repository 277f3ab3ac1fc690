using System.Collections.Immutable;
using Portal.Core.Pdf;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>Which messages one volume holds.</summary>
/// <param name="Number">From 2: the first volume is the front, which holds no message.</param>
/// <param name="Of">How many volumes there are, the front included.</param>
/// <param name="FirstOrdinal">Place of its first message in the whole transcript, from 1.</param>
/// <param name="AllRecords">Messages in all volumes.</param>
public sealed record VolumeSpan(int Number, int Of, long FirstOrdinal, long Records, long AllRecords)
{
    public long LastOrdinal => FirstOrdinal + Records - 1;
}

/// <summary>What a volume of messages is made from, beside the messages.</summary>
/// <param name="FirstUtc">When its first message was sent.</param>
/// <param name="LastUtc">When its last one was sent.</param>
/// <param name="CreatedUtc">The one time that all volumes name as their own.</param>
public sealed record VolumeContent(PackageFacts Package, ScopeStatement Scope, VolumeSpan Span, DateTimeOffset FirstUtc, DateTimeOffset LastUtc, DateTimeOffset CreatedUtc);

/// <summary>A volume of messages, whole but for what is known only when all are there: its page numbers across volumes and the signature.</summary>
/// <param name="Oddities">What of its texts could not be shown as written.</param>
/// <param name="File">What is needed to complete the file.</param>
public sealed record VolumeDraft(VolumeSpan Span, RecordsSet Set, TextOddities Oddities, PdfDraft File);

/// <summary>Where a volume's pages stand among those of all volumes.</summary>
/// <param name="PagesBefore">Pages of the volumes before it.</param>
/// <param name="AllPages">Pages of all volumes.</param>
public sealed record VolumePlace(int Number, int Of, long PagesBefore, long AllPages)
{
    /// <summary>Every character of <see cref="Stamp"/>.</summary>
    public const string StampCharacters = "Volume of page 0123456789,·";

    /// <summary>What stands at the right of a page's foot.</summary>
    /// <param name="page">Within the volume, from 1.</param>
    public string Stamp(int page) => FormattableString.Invariant($"Volume {Number} of {Of} · page {PagesBefore + page:N0} of {AllPages:N0}");
}

/// <summary>A volume of messages as the front volume lists it.</summary>
/// <param name="Path">Within the package.</param>
/// <param name="Sha256">Of the signed file, lower-case hex; empty while it is not signed yet.</param>
public sealed record VolumeEntry(string Path, VolumeSpan Span, int Pages, DateTimeOffset FirstUtc, DateTimeOffset LastUtc, string Sha256);

/// <summary>What the front volume is made from: it speaks of all the others.</summary>
/// <param name="Pages">Its own, as counted beforehand: the pages of the others follow them.</param>
/// <param name="Set">All messages of all volumes.</param>
/// <param name="Oddities">Of all other volumes.</param>
public sealed record FrontContent(TranscriptContent Transcript, int Pages, ImmutableArray<VolumeEntry> Volumes, RecordsSet Set, TextOddities Oddities)
{
    public const string Path = "data/disclosure-001.pdf";

    public int VolumeCount => Volumes.Length + 1;

    public long AllPages => Pages + Volumes.Sum(volume => (long)volume.Pages);

    public VolumePlace Place => new(1, VolumeCount, 0, AllPages);

    /// <summary>Where the pages of one of the others stand.</summary>
    public VolumePlace PlaceOf(VolumeEntry volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return new(volume.Span.Number, VolumeCount, Pages + Volumes.Where(v => v.Span.Number < volume.Span.Number).Sum(v => (long)v.Pages), AllPages);
    }
}
