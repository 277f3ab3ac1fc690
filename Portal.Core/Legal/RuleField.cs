namespace Portal.Core.Legal;

/// <summary>How a field of the intake form is asked for.</summary>
public enum FieldKind
{
    Text,
    LongText,
    Date,
    YesNo,
    Phone,
    Country,
    Url,
}

/// <summary>When a field must be filled.</summary>
public enum FieldDemand
{
    Required,
    Optional,

    /// <summary>Required when the request is an emergency.</summary>
    WhenEmergency,

    /// <summary>Required when another competent authority issued the order, so that a judge, court or prosecutor validated it.</summary>
    WhenValidated,
}

/// <summary>A field an instrument can ask for.</summary>
/// <param name="Key">Stable, camel case: the name under which the answer is stored.</param>
public sealed record FieldDefinition(string Key, FieldKind Kind, string Label, string Hint);

/// <summary>A field as one instrument asks for it.</summary>
/// <param name="Section">The section of the official certificate that holds it, such as <c>Section A: …</c>; null where there is no such form.</param>
public sealed record RuleField(FieldDefinition Definition, FieldDemand Demand, string? Section)
{
    public string Key => Definition.Key;

    /// <summary>Whether the form may not be sent without it.</summary>
    public bool IsRequired(bool emergency, IssuerKind issuer) => Demand switch
    {
        FieldDemand.Required => true,
        FieldDemand.WhenEmergency => emergency,
        FieldDemand.WhenValidated => issuer == IssuerKind.CompetentAuthority,
        _ => false,
    };
}
