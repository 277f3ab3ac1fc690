using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Archive.Preserved;

/// <summary>What a snapshot takes: the records that one account, or one conversation, is party to in a window. It keeps them and shows none.</summary>
/// <param name="AccountId">The archive's own id; null where a conversation is named.</param>
/// <param name="ConversationId">Null where an account is named.</param>
/// <param name="Window">UTC, half-open.</param>
/// <param name="Categories">Which of the archive's categories; without content no text is kept.</param>
public sealed record PreservationScope(string? AccountId, string? ConversationId, UtcWindow Window, ImmutableSortedSet<DataCategory> Categories)
{
    public bool Content => Categories.Contains(DataCategory.ContentDm);

    public bool Messages => Content || Categories.Contains(DataCategory.Interaction);

    /// <summary>The same as a selector, to count it by.</summary>
    public RecordSelector Selector => RecordSelector.For(AccountId, ConversationId, Content ? DataCategory.ContentDm : DataCategory.Interaction, Window);

    /// <summary>Whether a snapshot of this can answer a line at all: nothing is read out of it that was not asked to be kept.</summary>
    public bool Answers(RecordSelector line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Category switch
        {
            DataCategory.ContentDm => Content,
            DataCategory.Interaction => Messages,
            DataCategory.Subscriber => Categories.Contains(DataCategory.Subscriber) && AccountId is not null && line.AccountId == AccountId,
            _ => false,
        };
    }
}
