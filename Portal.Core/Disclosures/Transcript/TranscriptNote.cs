using System.Collections.Immutable;
using Portal.Core.Disclosures.Building;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>One file of the transcript, as the custody record lists it.</summary>
/// <param name="File">Its path within the package.</param>
/// <param name="FirstPage">Number of its first page across volumes.</param>
/// <param name="FirstMessage">Place of its first message in the whole transcript, from 1; null where it holds none.</param>
/// <param name="FirstUtc">When its first message was sent.</param>
/// <param name="RenderedBy">The worker who set it; null where it is the one who wrote the whole transcript.</param>
internal sealed record TranscriptVolume(
    string File, int Volume, int Pages, long FirstPage, long? FirstMessage, long Messages, DateTimeOffset? FirstUtc, DateTimeOffset? LastUtc, string Sha256, string? RenderedBy);

/// <summary>What rendering hands on to the later stages.</summary>
/// <param name="Volumes">In order; one where the transcript is one file.</param>
/// <param name="Set">The messages that all of them show.</param>
/// <param name="Notes">Oddities worth telling in the custody record, such as a script without a font. Never content.</param>
internal sealed record TranscriptNote(ImmutableArray<TranscriptVolume> Volumes, RecordsSet Set, ImmutableArray<string> Notes)
{
    public const string Path = "work/transcript.json";

    public int Pages => Volumes.Sum(volume => volume.Pages);

    /// <summary>Makes sure that the volumes follow each other, are the files of the package, and have the pages that its row tells.</summary>
    /// <exception cref="BuildStoppedException">They are not, or have not.</exception>
    public void DemandAgreement(IEnumerable<PackagePart> files, int pagesOfPackage)
    {
        var stored = files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        long page = 1, message = 1;
        for (var i = 0; i < Volumes.Length; i++)
        {
            var volume = Volumes[i];
            if (volume.Volume != i + 1 || volume.FirstPage != page) throw Differs($"Volume {i + 1} does not go on where the one before it ends.");
            if (volume.FirstMessage is { } first && first != message) throw Differs($"Volume {i + 1} begins with message {first}, not {message}.");
            if (stored.GetValueOrDefault(volume.File) != volume.Sha256) throw Differs($"{volume.File} is not the file that was rendered.");
            page += volume.Pages;
            message += volume.Messages;
        }
        if (page - 1 != pagesOfPackage) throw Differs($"The volumes have {page - 1} pages, the package {pagesOfPackage}.");
        if (message - 1 != Set.Records) throw Differs($"The volumes have {message - 1} messages, the transcript {Set.Records}.");

        static BuildStoppedException Differs(string how) => new($"{how} Nothing was certified or sealed; this is a fault in the program or in the storage.");
    }
}
