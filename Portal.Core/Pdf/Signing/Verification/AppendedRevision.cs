using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>
/// An update behind a signature that is proven to add nothing but proof: certificates and revocation lists in a document security store, and at
/// most one document time stamp in a field that was signed empty. Every byte is accounted for, in files our writer made:
/// <list type="bullet">
/// <item>its objects lie end to end, and its table names exactly these, each at its place, so no reader can see others;</item>
/// <item>new objects have numbers never given out before, so nothing signed can already refer to them (our writer names no number it does not give out; another might);</item>
/// <item>of what was signed only the catalog is said again, the same but for the store, and that one field, the same but for its value.</item>
/// </list>
/// </summary>
internal sealed class AppendedRevision
{
    // Every signature is tried against every issuer of that name, so the work grows with the square. Honest stores hold a handful.
    private const int MostInStore = 64;
    private const int LongestCertificate = 64 * 1024;

    private readonly Dictionary<int, AppendedObject> objects = [];

    private AppendedRevision()
    {
    }

    /// <summary>Offset just behind its last byte.</summary>
    public long End { get; private set; }

    public List<X509Certificate2> Certificates { get; } = [];

    public List<RevocationList> Lists { get; } = [];

    /// <summary>Whether it ends in a document time stamp, which is judged with the signatures.</summary>
    public bool IsStamped { get; private set; }

    /// <param name="bytes">From the end of the earlier revision to the end of the file.</param>
    /// <exception cref="UnexpectedSyntaxException">Something else was added, or it is not in a form understood here.</exception>
    public static AppendedRevision Read(ReadOnlyMemory<byte> bytes, EarlierRevision earlier, Stream file)
    {
        var revision = new AppendedRevision();
        AppendedObject? table = null;
        var at = 0;
        while (table is null)
        {
            var next = AppendedObject.Read(bytes, ref at, earlier.End);
            if (!revision.objects.TryAdd(next.Number, next)) throw new UnexpectedSyntaxException($"Object {next.Number} is there twice.");
            if (next.Entries.GetValueOrDefault("Type") == "/XRef") table = next;
        }
        at = PdfDictionary.Expect(bytes.Span, at, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"startxref\n{table.At}\n%%EOF\n")));
        revision.End = earlier.End + at;
        revision.CheckTable(table, earlier, file);
        revision.CheckObjects(table, earlier);
        return revision;
    }

    private void CheckTable(AppendedObject table, EarlierRevision earlier, Stream file)
    {
        var expected = new AppendedTable([.. objects.Values.OrderBy(each => each.Number).Select(each => (each.Number, each.At))], earlier);
        expected.Check(table, Convert.ToHexString(HashOf(file, earlier.End).AsSpan(0, 16)));
    }

    private void CheckObjects(AppendedObject table, EarlierRevision earlier)
    {
        var left = new Dictionary<int, AppendedObject>(objects);
        left.Remove(table.Number);
        if (!left.Remove(earlier.Root, out var catalog)) throw new UnexpectedSyntaxException("The catalog is not among what was added.");
        var store = Take(left, Changed(catalog, earlier.Catalog, "DSS", mayReplace: true), earlier);
        CheckStore(left, store, earlier);
        var stamps = left.Values.Where(each => each.Entries.GetValueOrDefault("Type") == "/DocTimeStamp").ToList();
        if (stamps is [var stamp])
        {
            left.Remove(stamp.Number);
            CheckNew(stamp, earlier);
            RequireKeys(stamp, "Type", "Filter", "SubFilter", "ByteRange", "Contents");
            if (stamp.Stream is not null || stamp.Entries["SubFilter"] != "/ETSI.RFC3161" || stamp.Entries["Filter"] != "/Adobe.PPKLite") throw new UnexpectedSyntaxException("The document time stamp is of another kind.");
            if (left.Values.ToList() is not [var field] || field.Number >= earlier.Size || field.Stream is not null) throw new UnexpectedSyntaxException("The document time stamp does not stand in one field of the signed form.");
            left.Remove(field.Number);
            var signed = earlier.ReadPlain(field.Number);
            if (signed.GetValueOrDefault("FT") != "/Sig" || Changed(field, signed, "V", mayReplace: false) != stamp.Number) throw new UnexpectedSyntaxException("The document time stamp does not stand in an empty signature field.");
            IsStamped = true;
        }
        if (left.Count > 0) throw new UnexpectedSyntaxException($"Object {left.Keys.Min()} is neither validation data nor a document time stamp.");
    }

    /// <summary>What the one entry refers to by which <paramref name="now"/> differs from what was signed.</summary>
    private static int Changed(AppendedObject now, Dictionary<string, string> before, string key, bool mayReplace)
    {
        if (now.Stream is not null || (!mayReplace && before.ContainsKey(key))) throw new UnexpectedSyntaxException($"Object {now.Number} was replaced.");
        var kept = before.Where(entry => entry.Key != key).ToList();
        if (now.Entries.Count != kept.Count + 1 || !kept.All(entry => now.Entries.GetValueOrDefault(entry.Key) == entry.Value)) throw new UnexpectedSyntaxException($"Object {now.Number} was changed.");
        return now.Entries.Reference(key);
    }

    private void CheckStore(Dictionary<int, AppendedObject> left, AppendedObject store, EarlierRevision earlier)
    {
        RequireKeys(store, "Type", "Certs", "CRLs");
        if (store.Stream is not null || store.Entries["Type"] != "/DSS") throw new UnexpectedSyntaxException("The document security store is of another kind.");
        var (certificates, lists) = (PdfDictionary.ReferenceArray(store.Entries["Certs"]), PdfDictionary.ReferenceArray(store.Entries["CRLs"]));
        if (certificates.Count > MostInStore || lists.Count > MostInStore) throw new UnexpectedSyntaxException($"The document security store holds more than {MostInStore} certificates or lists.");
        foreach (var number in certificates)
        {
            var der = StreamOf(Take(left, number, earlier));
            if (der.Length > LongestCertificate) throw new UnexpectedSyntaxException($"Object {number} is too long to be a certificate.");
            Certificates.Add(X509CertificateLoader.LoadCertificate(der.Span));
        }
        foreach (var number in lists) Lists.Add(RevocationList.Read(StreamOf(Take(left, number, earlier)).ToArray()));
        // A certificate or list whose signature does not hold among the others is no proof, and could be anything.
        foreach (var certificate in Certificates)
        {
            var structure = SignedStructure.Read(certificate.RawDataMemory);
            if (!Certificates.Exists(issuer => CertificatePath.SameName(issuer.SubjectName, certificate.IssuerName) && structure.IsSignedBy(issuer))) throw new UnexpectedSyntaxException("A certificate was added that nothing beside it vouches for.");
        }
        if (!Lists.TrueForAll(list => Certificates.Exists(list.IsIssuedBy))) throw new UnexpectedSyntaxException("A revocation list was added that no certificate beside it signed.");
    }

    private static AppendedObject Take(Dictionary<int, AppendedObject> left, int number, EarlierRevision earlier)
    {
        if (!left.Remove(number, out var found)) throw new UnexpectedSyntaxException($"Object {number} is not among what was added.");
        CheckNew(found, earlier);
        return found;
    }

    private static void CheckNew(AppendedObject added, EarlierRevision earlier)
    {
        if (added.Number < earlier.Size) throw new UnexpectedSyntaxException($"Object {added.Number} was replaced.");
    }

    private static ReadOnlyMemory<byte> StreamOf(AppendedObject added)
    {
        RequireKeys(added, "Length");
        return added.Stream ?? throw new UnexpectedSyntaxException($"Object {added.Number} is not a stream.");
    }

    private static void RequireKeys(AppendedObject added, params string[] keys)
    {
        if (added.Entries.Count != keys.Length || !keys.All(added.Entries.ContainsKey)) throw new UnexpectedSyntaxException($"Object {added.Number} has other entries than it may have.");
    }

    private static byte[] HashOf(Stream file, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileBytes.Append(hash, file, 0, length);
        return hash.GetHashAndReset();
    }
}
