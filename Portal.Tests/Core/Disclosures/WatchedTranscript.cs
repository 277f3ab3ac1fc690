using System.Runtime.CompilerServices;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Transcript;

namespace Portal.Tests.Core.Disclosures;

/// <summary>A composer whose volumes a test can hold up, follow and spoil.</summary>
internal sealed class WatchedTranscript(ITranscriptComposer inner) : ITranscriptComposer
{
    private readonly List<int> begun = [];

    /// <summary>Called when a volume begins, with its number.</summary>
    public Func<int, Task>? BeforeVolume { get; set; }

    /// <summary>Called before each record of a volume, with the volume's number and how many records went before.</summary>
    public Func<int, long, Task>? BeforeRecord { get; set; }

    /// <summary>What becomes of a volume's draft.</summary>
    public Func<VolumeDraft, Task<VolumeDraft>>? OnDraft { get; set; }

    /// <summary>The number of each volume, each time it was begun.</summary>
    public IReadOnlyList<int> Begun
    {
        get
        {
            lock (begun) return [.. begun];
        }
    }

    public Task<TranscriptSummary> ComposeAsync(TranscriptContent content, IAsyncEnumerable<MessageRecord> records, Stream output, Action<long> progress, CancellationToken ct) =>
        inner.ComposeAsync(content, records, output, progress, ct);

    public async Task<VolumeDraft> DraftVolumeAsync(VolumeContent content, IAsyncEnumerable<MessageRecord> records, Stream output, Action<long> progress, CancellationToken ct)
    {
        lock (begun) begun.Add(content.Span.Number);
        if (BeforeVolume is not null) await BeforeVolume(content.Span.Number);
        var draft = await inner.DraftVolumeAsync(content, WatchAsync(records, content.Span.Number, ct), output, progress, ct);
        return OnDraft is null ? draft : await OnDraft(draft);
    }

    public TranscriptFile BindVolume(TranscriptContent content, VolumeDraft volume, VolumePlace place, Stream draft, Stream output) => inner.BindVolume(content, volume, place, draft, output);

    public int CountFrontPages(FrontContent content) => inner.CountFrontPages(content);

    public TranscriptSummary ComposeFront(FrontContent content, Stream output) => inner.ComposeFront(content, output);

    private async IAsyncEnumerable<MessageRecord> WatchAsync(IAsyncEnumerable<MessageRecord> records, int volume, [EnumeratorCancellation] CancellationToken ct)
    {
        long before = 0;
        await foreach (var record in records.WithCancellation(ct))
        {
            if (BeforeRecord is not null) await BeforeRecord(volume, before);
            before++;
            yield return record;
        }
    }
}
