namespace Portal.Core.Legal;

/// <summary>What kind of data a request asks for. The set is closed: a rule book that leaves one out is refused at start.</summary>
public enum DataCategory
{
    Subscriber,
    Login,
    Interaction,
    ContentDm,
    ContentMedia,
    Comment,
    Transaction,
    Location,
}
