namespace Portal.Core.Legal;

/// <summary>One thing the rule book says: in plain words, with how sure we are of it and where it stands.</summary>
/// <param name="Words">Whole sentences, fit to be shown to a police officer.</param>
/// <param name="Citation">The law, or “Our policy” with the rule book's version. Never empty.</param>
public sealed record LegalStatement(string Words, ConfidenceMark Mark, string Citation);

/// <summary>A source of a rule, with its public address where one is stable.</summary>
public sealed record LegalCitation(string Cite, string? Url);
