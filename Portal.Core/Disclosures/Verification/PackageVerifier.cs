using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Sealing;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Verification;

/// <summary>What a PDF's signature says.</summary>
/// <param name="Sentence">Who signed, when, and whether it covers the whole file; or what is wrong.</param>
public sealed record PdfVerdict(bool Valid, string Sentence);

/// <summary>Judges the signature of one PDF.</summary>
/// <param name="pdf">Seekable.</param>
public delegate Task<PdfVerdict> PdfSignatureCheck(Stream pdf, CancellationToken ct);

/// <summary>
/// Checks a package without the portal: a folder that holds the bag, or its archive. It reads only, opens no connection, keeps
/// little in memory, and answers hostile input with a failed check.
/// </summary>
/// <param name="pdf">Judges the PDFs; without it they are reported as not checked.</param>
/// <param name="scopeKeyPem">
/// The portal's public key, got from somewhere else than the package. Without it the authorisation is checked against the key in the
/// package, which proves only that the two belong together.
/// </param>
public sealed class PackageVerifier(PdfSignatureCheck? pdf = null, string? scopeKeyPem = null)
{
    private const int LongestPaper = 64 * 1024 * 1024;

    private static readonly string[] TagFiles = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"];

    /// <param name="path">The folder or the archive.</param>
    /// <param name="progress">Told of each check as it is done.</param>
    public async Task<VerificationReport> VerifyAsync(string path, IProgress<VerificationCheck>? progress, CancellationToken ct)
    {
        var findings = new Findings(progress);
        await findings.GuardAsync(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), async () =>
        {
            await using var bag = await BagSource.OpenAsync(path, ct);
            var check = new BagCheck(bag, findings);
            await check.RunAsync(ct);
            CheckPackageFiles(bag, check, findings);
            var scope = await OpenScopeAsync(bag, findings, ct);
            if (scope is not null)
            {
                var found = await new RecordsCheck(bag, scope, findings).RunAsync(ct);
                await findings.GuardAsync(CustodyRecord.Path, () => CheckCustodyAsync(bag, check, scope, found, findings, ct));
            }
            foreach (var file in TranscriptFiles.Of(bag.Files.Keys, findings).Append(ClosingPapers.CertificatePath))
                await findings.GuardAsync(file, () => CheckPdfAsync(bag, check, file, findings, ct));
        });
        return findings.Report;
    }

    /// <summary>Checks the bag alone, of whatever kind and content it is.</summary>
    public static async Task<VerificationReport> VerifyBagAsync(string path, IProgress<VerificationCheck>? progress, CancellationToken ct)
    {
        var findings = new Findings(progress);
        await findings.GuardAsync(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), async () =>
        {
            await using var bag = await BagSource.OpenAsync(path, ct);
            await new BagCheck(bag, findings).RunAsync(ct);
        });
        return findings.Report;
    }

    /// <summary>A package is stricter than a bag: SHA-256 throughout, the tag files covered, and nothing beside them.</summary>
    private static void CheckPackageFiles(BagSource bag, BagCheck check, Findings findings)
    {
        var problems = new Findings.Problems();
        foreach (var missing in TagFiles.Where(tag => !bag.Files.ContainsKey(tag))) problems.Add($"{missing} is missing.");
        foreach (var path in bag.Files.Keys)
        {
            if (!path.StartsWith("data/", StringComparison.Ordinal) && !TagFiles.Contains(path)) problems.Add($"{path} was added beside the bag's own files.");
            else if (path != "tagmanifest-sha256.txt" && !check.Sha256.ContainsKey(path)) problems.Add($"{path} is not covered by a SHA-256 that agrees.");
        }
        findings.Add("Every file is covered by SHA-256, and nothing was added.", problems);
    }

    private async Task<AuthorizedScope?> OpenScopeAsync(BagSource bag, Findings findings, CancellationToken ct)
    {
        AuthorizedScope? scope = null;
        await findings.GuardAsync(WriteRecordFiles.Authorisation, async () =>
        {
            var statement = await bag.ReadAsync(WriteRecordFiles.Authorisation, LongestPaper, ct);
            var signature = await bag.ReadAsync(WriteRecordFiles.AuthorisationSignature, 4096, ct);
            var enclosed = Encoding.ASCII.GetString(await bag.ReadAsync(WriteRecordFiles.AuthorisationKey, 64 * 1024, ct));
            using var key = ECDsa.Create();
            key.ImportFromPem(scopeKeyPem ?? enclosed);
            var keyId = ScopeSigner.KeyIdOf(key);
            try
            {
                scope = ScopeSigner.Verify(new SignedScope([.. statement], Convert.ToHexStringLower(SHA256.HashData(statement)), [.. signature], keyId), key);
            }
            catch (ScopeTamperedException)
            {
                throw new FormatException($"its signature does not verify with key {keyId}: it was changed after the approval, or signed by somebody else.");
            }
            findings.Ok(scopeKeyPem is null
                ? $"{WriteRecordFiles.Authorisation} is signed with the enclosed key {keyId}; compare that with the key the portal publishes."
                : $"{WriteRecordFiles.Authorisation} is signed with the portal's key {keyId}.");
        });
        return scope;
    }

    private static async Task CheckCustodyAsync(BagSource bag, BagCheck check, AuthorizedScope scope, RecordsFound? found, Findings findings, CancellationToken ct)
    {
        CustodyRecord custody;
        try
        {
            custody = JsonSerializer.Deserialize<CustodyRecord>(await bag.ReadAsync(CustodyRecord.Path, LongestPaper, ct), PackageParts.Json) ?? throw new FormatException("it is empty.");
        }
        catch (JsonException)
        {
            throw new FormatException("it is not the JSON it should be.");
        }
        var problems = new Findings.Problems();
        if (custody.AuthorisationSha256 != scope.Signed.Sha256) problems.Add($"{CustodyRecord.Path} speaks of another authorisation.");
        foreach (var file in custody.Files)
            if (check.Sha256.GetValueOrDefault(file.Path) != file.Sha256) problems.Add($"{file.Path} is not the file that {CustodyRecord.Path} speaks of.");
        TranscriptFiles.Compare(custody, bag.Files.Keys, problems);
        if (found is not null)
        {
            if (custody.Counts.Messages != found.Fingerprint.Count) problems.Add($"{CustodyRecord.Path} speaks of {custody.Counts.Messages} records; there are {found.Fingerprint.Count}.");
            else if (custody.Counts.Fingerprint != found.Fingerprint.ToString()) problems.Add("The records are not those that were extracted and counted again: the fingerprint differs.");
            if (custody.Counts.ByLine.Count != found.ByLine.Count || found.ByLine.Any(line => custody.Counts.ByLine.GetValueOrDefault(line.Key) != line.Value)) problems.Add($"{CustodyRecord.Path} counts the records by line differently.");
            if (custody.Counts.Accounts != found.Accounts) problems.Add($"{CustodyRecord.Path} speaks of {custody.Counts.Accounts} accounts; there are {found.Accounts}.");
            if (custody.Counts.Withheld != found.Withheld) problems.Add($"{CustodyRecord.Path} speaks of {custody.Counts.Withheld} withheld records; {WithheldRows.Path} of {found.Withheld}.");
        }
        findings.Add($"{CustodyRecord.Path} agrees with the files, the counts and the authorisation.", problems);
    }

    private async Task CheckPdfAsync(BagSource bag, BagCheck check, string file, Findings findings, CancellationToken ct)
    {
        if (!bag.Files.ContainsKey(file)) throw new FormatException("the file is missing.");
        if (pdf is null)
        {
            findings.NotChecked($"{file}: the signature was not checked here. Open it in a PDF reader, or use pdfsig.");
            return;
        }
        if (!check.Sha256.ContainsKey(file)) throw new FormatException("the file is not the one that was sealed, so its signature was not looked at.");
        // A signature is checked back and forth; what lies in the archive can only be read once through.
        await using var copy = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        await using (var packed = await bag.OpenFileAsync(file, ct)) await packed.CopyToAsync(copy, ct);
        copy.Position = 0;
        var verdict = await pdf(copy, ct);
        if (verdict.Valid) findings.Ok($"{file}: {verdict.Sentence}");
        else findings.Fail($"{file}: {verdict.Sentence}");
    }
}
