using Portal.Core.Requests;

namespace Portal.Core.EuEvidence;

/// <summary>An order to act against content, on its way to the moderation desk. What it says is the desk's to act on; nothing is disclosed for it.</summary>
public sealed class ModerationReferral
{
    private ModerationReferral()
    {
    }

    internal ModerationReferral(LegalRequest request, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        RequestId = request.Id;
        Reference = request.Reference!;
        Url = request.OrderFields["exactUrl"];
        LegalBasis = request.OrderFields["legalProvision"];
        IssuingAuthority = request.OrderFields["issuingAuthority"];
        IssuingState = request.OrderFields["issuingState"];
        OrderNumber = request.OrderFields["orderNumber"];
        TerritorialScope = request.OrderFields.GetValueOrDefault("territorialScope");
        ReceivedAt = request.SubmittedAt!.Value;
        ReferredAt = now;
    }

    public const int LongestUrl = 2000;

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public string Reference { get; private set; } = "";

    public string Url { get; private set; } = "";

    public string LegalBasis { get; private set; } = "";

    public string IssuingAuthority { get; private set; } = "";

    public string IssuingState { get; private set; } = "";

    public string OrderNumber { get; private set; } = "";

    public string? TerritorialScope { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public DateTimeOffset ReferredAt { get; private set; }

    /// <summary>When the desk's folder held it; null until then.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    internal void Delivered(DateTimeOffset now)
    {
        DeliveredAt = now;
        Version = Guid.NewGuid();
    }
}
