using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>One certificate that was withdrawn.</summary>
/// <param name="Compromised">The key may be in other hands: what it signed before that date is in doubt as well.</param>
internal readonly record struct RevokedEntry(DateTimeOffset AtUtc, bool Compromised);

/// <summary>A certificate revocation list (RFC 5280, 5), taken apart.</summary>
internal sealed class RevocationList
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private readonly Dictionary<string, RevokedEntry> revoked = new(StringComparer.Ordinal);
    private readonly SignedStructure structure;
    private ReadOnlyMemory<byte> issuer;
    private bool? authoritiesOnly;
    private bool understood = true;

    private RevocationList(byte[] der)
    {
        Der = der;
        structure = SignedStructure.Read(der);
    }

    public byte[] Der { get; }

    public DateTimeOffset ThisUpdateUtc { get; private set; }

    /// <summary>Null where the list promises no successor; such a list is current for ever, and so for nobody.</summary>
    public DateTimeOffset? NextUpdateUtc { get; private set; }

    /// <exception cref="AsnContentException">It is no revocation list.</exception>
    public static RevocationList Read(byte[] der)
    {
        var list = new RevocationList(der);
        var content = new AsnReader(list.structure.Content, AsnEncodingRules.DER).ReadSequence();
        if (content.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)) content.ReadInteger();
        content.ReadSequence();
        list.issuer = content.ReadEncodedValue();
        list.ThisUpdateUtc = ReadTime(content);
        if (content.HasData && IsTime(content.PeekTag())) list.NextUpdateUtc = ReadTime(content);
        if (content.HasData && content.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)) list.ReadRevoked(content.ReadSequence());
        if (content.HasData) list.ReadExtensions(content.ReadSequence(Context0).ReadSequence());
        return list;
    }

    /// <summary>Whether <paramref name="certificate"/> signed this list and may sign such.</summary>
    public bool IsIssuedBy(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(issuer.Span)
        && certificate.Extensions.OfType<X509KeyUsageExtension>().All(usage => usage.KeyUsages.HasFlag(X509KeyUsageFlags.CrlSign))
        && structure.IsSignedBy(certificate);

    /// <summary>
    /// Whether silence on <paramref name="certificate"/> means that it was good at that time. A list that was due for renewal before says nothing of it,
    /// nor does one for another kind of certificate.
    /// </summary>
    public bool SpeaksOf(X509Certificate2 certificate, DateTimeOffset time) =>
        understood && NextUpdateUtc >= time
        && (authoritiesOnly is null || authoritiesOnly == certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority));

    public RevokedEntry? Find(X509Certificate2 certificate) =>
        revoked.TryGetValue(Serial(certificate.SerialNumberBytes.Span), out var entry) ? entry : null;

    private static string Serial(ReadOnlySpan<byte> bigEndian) => Convert.ToHexString(bigEndian.TrimStart((byte)0));

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private void ReadRevoked(AsnReader entries)
    {
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            var serial = Serial(entry.ReadIntegerBytes().Span);
            var at = ReadTime(entry);
            revoked[serial] = new RevokedEntry(at, entry.HasData && IsCompromised(entry.ReadSequence()));
        }
    }

    /// <summary>keyCompromise (1) and cACompromise (2).</summary>
    private static bool IsCompromised(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            if (extension.ReadObjectIdentifier() != Oids.CrlReason) continue;
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)) extension.ReadBoolean();
            return new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER).ReadEnumeratedBytes().Span is [1 or 2];
        }
        return false;
    }

    private void ReadExtensions(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            if (oid == Oids.IssuingDistributionPoint) ReadDistributionPoint(extension.ReadOctetString());
            else if (critical) understood = false;
        }
    }

    private void ReadDistributionPoint(byte[] value)
    {
        var point = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
        while (point.HasData)
        {
            var tag = point.PeekTag().TagValue;
            point.ReadEncodedValue();
            // [0] is its address, [1] leaves out authorities, [2] all others. The rest narrows it to some reasons or to another issuer's certificates.
            if (tag is 1 or 2) authoritiesOnly = tag == 2;
            else if (tag != 0) understood = false;
        }
    }
}
