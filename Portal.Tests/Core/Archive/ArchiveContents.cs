using System.Collections.Immutable;

namespace Portal.Tests.Core.Archive;

/// <summary>What an archive under test is filled with, in words that any connector can be filled from.</summary>
public sealed record ArchiveContents(ImmutableArray<GivenMembership> Memberships, ImmutableArray<GivenMessage> Messages);

public sealed record GivenMembership(string Conversation, string Account, DateTimeOffset Joined, DateTimeOffset? Left);

/// <param name="Sender">Null for a line that no account wrote.</param>
/// <param name="Edits">Earlier texts, oldest first, with the time each was replaced.</param>
public sealed record GivenMessage(
    string Id, string Conversation, string? Sender, ImmutableArray<string> Recipients, DateTimeOffset Sent, string Text,
    ImmutableArray<(string Text, DateTimeOffset Replaced)> Edits, DateTimeOffset? Deleted);
