using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Core.Pdf.Signing;

/// <summary>The answer of a time-stamping authority (RFC 3161, 2.4.2), held against what it was asked.</summary>
internal static class TimestampResponse
{
    private const int Granted = 0;
    private const int GrantedWithChanges = 1;

    /// <summary>The token, fully judged.</summary>
    /// <param name="others">Certificates among which the authority's may be, where it was not asked to send it.</param>
    /// <exception cref="SigningException">A refusal, or an answer that is not one to this request. The message says which.</exception>
    public static (byte[] Der, TimestampToken Token) Accept(Rfc3161TimestampRequest request, ReadOnlyMemory<byte> response, IReadOnlyList<X509Certificate2> others)
    {
        var der = TokenOf(response);
        if (TimestampToken.TryRead(der) is not { Cms: var cms, Info: var info }) throw new SigningException("The time-stamping authority's answer holds no time stamp.");
        if (info.HashAlgorithmId.Value != request.HashAlgorithmId.Value || !info.GetMessageHash().Span.SequenceEqual(request.GetMessageHash().Span))
            throw new SigningException("The time-stamping authority stamped something else than it was asked to.");
        if (request.GetNonce() is { } nonce && (info.GetNonce() is not { } answered || !Same(answered.Span, nonce.Span)))
            throw new SigningException("The time-stamping authority's answer is to another request: the number that binds them differs.");
        if (request.RequestedPolicyId is { } policy && info.PolicyId.Value != policy.Value)
            throw new SigningException($"The time-stamping authority stamped under the policy {info.PolicyId.Value}, not the one asked for.");
        if (request.RequestSignerCertificate && cms.Certificates.Count == 0)
            throw new SigningException("The time-stamping authority did not send its certificate.");
        var judged = TimestampToken.Judge(der, request.GetMessageHash().Span, others);
        return judged.Holds ? (der, judged) : throw new SigningException("The time-stamping authority's answer does not hold: " + judged.Problem);
    }

    private static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.TrimStart((byte)0).SequenceEqual(right.TrimStart((byte)0));

    private static byte[] TokenOf(ReadOnlyMemory<byte> response)
    {
        try
        {
            var outer = new AsnReader(response, AsnEncodingRules.BER);
            var parts = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var status = parts.ReadSequence();
            if (!status.TryReadInt32(out var code)) code = -1;
            var words = status.HasData && status.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? ReadWords(status.ReadSequence()) : "";
            if (code is not (Granted or GrantedWithChanges))
                throw new SigningException($"The time-stamping authority refused (status {code}{Failure(status)}){(words.Length > 0 ? ": " + words : ".")}");
            if (!parts.HasData) throw new SigningException("The time-stamping authority's answer holds no time stamp.");
            var token = parts.ReadEncodedValue().ToArray();
            parts.ThrowIfNotEmpty();
            return token;
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw new SigningException("The time-stamping authority's answer is malformed.", e);
        }
    }

    /// <summary>Its own words, short and without control characters, since they are shown and logged.</summary>
    private static string ReadWords(AsnReader texts)
    {
        var words = new StringBuilder();
        while (texts.HasData && words.Length < 200) words.Append(texts.ReadCharacterString(UniversalTagNumber.UTF8String)).Append(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (char.IsControl(words[i])) words[i] = ' ';
        }
        return words.ToString(0, Math.Min(words.Length, 200)).Trim();
    }

    private static string Failure(AsnReader status)
    {
        if (!status.HasData || !status.PeekTag().HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.BitString))) return "";
        var bits = status.ReadBitString(out _);
        for (var i = 0; i < bits.Length * 8; i++)
        {
            if ((bits[i / 8] & (0x80 >> (i % 8))) == 0) continue;
            return i switch
            {
                0 => ", hash algorithm not accepted",
                2 => ", bad request",
                5 => ", bad data format",
                14 => ", its clock is not available",
                15 => ", policy not accepted",
                16 => ", extension not accepted",
                17 => ", more information asked for than is to be had",
                25 => ", system failure",
                _ => FormattableString.Invariant($", failure {i}"),
            };
        }
        return "";
    }
}
