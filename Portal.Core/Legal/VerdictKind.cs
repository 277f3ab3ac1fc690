namespace Portal.Core.Legal;

/// <summary>
/// What an instrument does for a category of data. All but the last two stand in the rule book; the last two are
/// worked out from who issued the instrument and when, and a rule book that contains them is refused.
/// </summary>
public enum VerdictKind
{
    /// <summary>The instrument compels disclosure, within its own words.</summary>
    Compellable,

    /// <summary>The law permits disclosure and compels nothing: emergencies, and the account holder's consent.</summary>
    MayDisclose,

    /// <summary>The law refers to the order's own words: a lawyer reads it before anything is proposed.</summary>
    AsOrdered,

    /// <summary>Keep a snapshot, disclose nothing.</summary>
    PreserveOnly,

    /// <summary>The instrument does not reach this category.</summary>
    NotCompellable,

    /// <summary>Another desk deals with it; nothing is disclosed here.</summary>
    RoutedElsewhere,

    /// <summary>The instrument is no demand for data at all.</summary>
    NoDisclosure,

    /// <summary>Worked out: this kind of issuer may not issue the instrument.</summary>
    WrongIssuer,

    /// <summary>Worked out: no row of the instrument was in effect on the day.</summary>
    NotInEffect,
}
