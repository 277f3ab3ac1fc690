using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Core.Access;
using Portal.Core.Requests;

namespace Portal.Core.Scopes;

/// <summary>
/// A reviewer's work on a request's scope before it is proposed: the cuts so far and the last counts. It authorises nothing;
/// it outlives a returned proposal, so that work goes on where it stopped.
/// </summary>
public sealed class ScopeDraft
{
    private ScopeDraft()
    {
    }

    internal ScopeDraft(Guid requestId) => RequestId = requestId;

    public Guid RequestId { get; private set; }

    /// <summary>Per line, in the order they are applied; a line without cuts is not here.</summary>
    public ImmutableArray<LineCuts> Cuts { get; private set; } = [];

    /// <summary>What was decided on the counterparties of each line, so far.</summary>
    public ImmutableArray<ThirdPartyDecision> ThirdParties { get; private set; } = [];

    /// <summary>As last taken; of these cuts where <see cref="CountsAreOf"/> says so.</summary>
    public ImmutableArray<LineCount> Counts { get; private set; } = [];

    public DateTimeOffset? CountedAt { get; private set; }

    /// <summary>Which lines and cuts <see cref="Counts"/> were taken of: SHA-256 over them, lower-case hex.</summary>
    public string? CountedOf { get; private set; }

    /// <summary>Account id to how the reviewer named it, for people: never used to select.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; private set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Why no less would meet the danger, for an emergency; null until the reviewer has said it.</summary>
    public string? Minimum { get; private set; }

    public string EditedByName { get; private set; } = "";

    public DateTimeOffset EditedAt { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    public ImmutableArray<ScopeCut> CutsOf(string lineId) => Cuts.FirstOrDefault(c => c.LineId == lineId)?.Cuts ?? [];

    /// <summary>Whether the counts are of these very lines with their cuts: a cut or a new look-up of a target outdates them.</summary>
    public bool CountsAreOf(ImmutableArray<ScopeLine> lines) => CountedOf == FingerprintOf(lines);

    internal void Add(string lineId, ScopeCut cut, IEnumerable<KeyValuePair<string, string>> labels, Actor by, DateTimeOffset at)
    {
        Replace(lineId, CutsOf(lineId).Add(cut));
        Labels = Labels.SetItems(labels);
        Touch(by, at);
    }

    internal void RemoveAt(string lineId, int index, Actor by, DateTimeOffset at)
    {
        Replace(lineId, CutsOf(lineId).RemoveAt(index));
        Touch(by, at);
    }

    internal void Decide(ThirdPartyDecision decision, Actor by, DateTimeOffset at)
    {
        ThirdParties = [.. ThirdParties.Where(d => d.LineId != decision.LineId), decision];
        Touch(by, at);
    }

    /// <summary>The order's lines have gone: what was worked out for them goes too.</summary>
    internal void Drop(IReadOnlyCollection<string> lineIds, Actor by, DateTimeOffset at)
    {
        Cuts = Cuts.RemoveAll(c => lineIds.Contains(c.LineId));
        ThirdParties = ThirdParties.RemoveAll(d => lineIds.Contains(d.LineId));
        Touch(by, at);
    }

    internal void Counted(CountScope.Result counted, Actor by, DateTimeOffset at)
    {
        Counts = counted.Counts;
        CountedOf = FingerprintOf(counted.Lines);
        CountedAt = at;
        Touch(by, at);
    }

    internal void StateMinimum(string words, Actor by, DateTimeOffset at)
    {
        Minimum = words;
        Touch(by, at);
    }

    private void Replace(string lineId, ImmutableArray<ScopeCut> cuts)
    {
        var others = Cuts.RemoveAll(c => c.LineId == lineId);
        Cuts = cuts.IsEmpty ? others : others.Add(new LineCuts(lineId, cuts));
    }

    private void Touch(Actor by, DateTimeOffset at)
    {
        EditedByName = by.Name;
        EditedAt = at;
        Version = Guid.NewGuid();
    }

    private static string FingerprintOf(ImmutableArray<ScopeLine> lines) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(lines)));
}
