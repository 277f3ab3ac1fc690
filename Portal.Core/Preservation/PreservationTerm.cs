namespace Portal.Core.Preservation;

/// <summary>How long an instrument keeps records: at first, and once more.</summary>
/// <param name="Instrument">Its code in the rule book.</param>
/// <param name="Days">Calendar days from acceptance.</param>
/// <param name="ExtensionDays">Calendar days added by the one extension.</param>
/// <param name="Citation">Where that is written.</param>
public sealed record PreservationTerm(string Instrument, int Days, int ExtensionDays, string Citation)
{
    public static IReadOnlyList<PreservationTerm> All { get; } =
    [
        new("US_PRESERVE", 90, 90, "18 U.S.C. § 2703(f)(2)"),
        new("EU_EPOC_PR", 60, 30, "Regulation (EU) 2023/1543, Article 11(1)"),
    ];

    /// <summary>The term of an instrument, or null where it is not one that preserves.</summary>
    public static PreservationTerm? Find(string? instrument) => All.FirstOrDefault(term => term.Instrument == instrument);

    /// <exception cref="InvalidOperationException">A stored request names an instrument that has no term.</exception>
    public static PreservationTerm Of(PreservationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Find(request.Instrument) ?? throw new InvalidOperationException($"{request.Reference} names {request.Instrument}, which has no term.");
    }
}
