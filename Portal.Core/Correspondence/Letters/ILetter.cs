namespace Portal.Core.Correspondence.Letters;

/// <summary>The typed model of one kind of letter. Its public properties, in snake case, are all that its template may name.</summary>
public interface ILetter
{
    /// <summary>Folder and name of the template, such as <c>letters/acknowledgement</c>.</summary>
    static abstract string TemplateName { get; }
}

/// <summary>What stands on every letter.</summary>
public sealed record LetterHead
{
    /// <summary>The company that answers.</summary>
    public required string Provider { get; init; }

    /// <summary>Our reference of the request.</summary>
    public required string Reference { get; init; }

    /// <summary>The agency's own case or order number; null if it gave none.</summary>
    public required string? TheirReference { get; init; }

    public required string RecipientName { get; init; }

    public required string RecipientAgency { get; init; }

    /// <summary>The day of the letter, in the provider's zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The instrument in plain words, such as “US search warrant”.</summary>
    public required string Instrument { get; init; }

    /// <summary>Where the request can be seen after signing in.</summary>
    public required string RequestUrl { get; init; }

    /// <summary>The desk's telephone or address for questions.</summary>
    public required string Contact { get; init; }

    public required string SenderName { get; init; }

    public required string SenderPost { get; init; }
}
