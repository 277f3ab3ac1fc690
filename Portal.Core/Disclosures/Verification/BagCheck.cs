using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Portal.Core.Disclosures.Verification;

/// <summary>Whether a bag is complete and valid by RFC 8493, or by the draft its declaration names.</summary>
internal sealed partial class BagCheck(BagSource bag, Findings findings)
{
    private const int LongestTagFile = 64 * 1024 * 1024;

    private readonly List<BagManifest> manifests = [];
    private BagDeclaration? declaration;

    /// <summary>SHA-256 of each file, where a manifest of that algorithm lists it and it agrees.</summary>
    public Dictionary<string, string> Sha256 { get; } = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken ct)
    {
        if (bag.Faults.Count == 0) findings.Ok("Every file lies inside the bag, once, and none is a link.");
        else foreach (var fault in bag.Faults) findings.Fail(fault);

        await findings.GuardAsync(BagDeclaration.Path, async () =>
        {
            declaration = BagDeclaration.Parse(await bag.ReadAsync(BagDeclaration.Path, 4096, ct));
            findings.Ok($"{BagDeclaration.Path} declares a bag of BagIt {declaration.Version}.");
        });
        if (declaration is null) return;
        if (!bag.HasPayloadFolder) findings.Fail("The folder data is missing.");
        foreach (var path in bag.Files.Keys.Where(BagManifest.IsManifest))
            await findings.GuardAsync(path, async () => manifests.Add(BagManifest.Parse(path, await bag.ReadAsync(path, LongestTagFile, ct), declaration)));
        await findings.GuardAsync("fetch.txt", () => CheckFetchAsync(ct));
        CheckCompleteness();
        await CheckDigestsAsync(ct);
        await findings.GuardAsync("bag-info.txt", () => CheckOxumAsync(ct));
    }

    private void CheckCompleteness()
    {
        var problems = new Findings.Problems();
        var ofPayload = manifests.Where(manifest => !manifest.OfTags).ToList();
        if (ofPayload.Count == 0) problems.Add("There is no manifest of the payload.");
        foreach (var manifest in manifests)
            foreach (var missing in manifest.Digests.Keys.Where(path => !bag.Files.ContainsKey(path)))
                problems.Add($"{missing} is missing; {manifest.Path} lists it.");
        foreach (var path in bag.Files.Keys.Where(path => path.StartsWith("data/", StringComparison.Ordinal)))
        {
            // RFC 8493 wants every manifest to list every file; the drafts before it wanted one of them to.
            var listed = declaration!.IsFirstEdition ? ofPayload.All(manifest => manifest.Digests.ContainsKey(path)) : ofPayload.Any(manifest => manifest.Digests.ContainsKey(path));
            if (!listed) problems.Add($"{path} was added: no manifest lists it.");
        }
        findings.Add("Every file that a manifest lists is there, and no other in data.", problems);
    }

    private async Task CheckDigestsAsync(CancellationToken ct)
    {
        var problems = new Findings.Problems();
        var count = 0;
        foreach (var (path, length) in bag.Files)
        {
            var listing = manifests.Where(manifest => manifest.Digests.ContainsKey(path)).ToList();
            if (listing.Count == 0) continue;
            count++;
            await findings.GuardAsync(path, async () =>
            {
                var digests = await DigestsAsync(path, length, [.. listing.Select(manifest => manifest.Algorithm).Distinct()], ct);
                foreach (var manifest in listing)
                {
                    var digest = digests[manifest.Algorithm];
                    if (digest != manifest.Digests[path]) problems.Add($"{path} was changed: its {manifest.Algorithm.Name} is not the one in {manifest.Path}.");
                    else if (manifest.Algorithm == HashAlgorithmName.SHA256) Sha256[path] = digest;
                }
            });
        }
        findings.Add($"All {count} listed files have the digests of the manifests.", problems);
    }

    private async Task<Dictionary<HashAlgorithmName, string>> DigestsAsync(string path, long length, List<HashAlgorithmName> algorithms, CancellationToken ct)
    {
        var hashes = algorithms.ConvertAll(IncrementalHash.CreateHash);
        try
        {
            await using var stream = await bag.OpenFileAsync(path, ct);
            var buffer = new byte[128 * 1024];
            long total = 0;
            while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
            {
                // An archive may unpack to far more than it says.
                if ((total += read) > length) throw new FormatException("the file is longer than it claims.");
                foreach (var hash in hashes) hash.AppendData(buffer.AsSpan(0, read));
            }
            return hashes.ToDictionary(hash => hash.AlgorithmName, hash => Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            foreach (var hash in hashes) hash.Dispose();
        }
    }

    private async Task CheckFetchAsync(CancellationToken ct)
    {
        if (!bag.Files.ContainsKey("fetch.txt")) return;
        using var lines = new StringReader(declaration!.Encoding.GetString(await bag.ReadAsync("fetch.txt", LongestTagFile, ct)));
        var number = 0;
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0) continue;
            var match = FetchLine().Match(line);
            var path = match.Success ? BagManifest.PathOf(match.Groups["path"].Value, declaration) : "";
            if (!BagSource.IsInside(path) || !path.StartsWith("data/", StringComparison.Ordinal))
                throw new FormatException($"line {number} would fetch a file to a place outside data.");
        }
        findings.Ok("fetch.txt names places inside data only; nothing is fetched here.");
    }

    private async Task CheckOxumAsync(CancellationToken ct)
    {
        if (!bag.Files.ContainsKey("bag-info.txt")) return;
        using var lines = new StringReader(declaration!.Encoding.GetString(await bag.ReadAsync("bag-info.txt", LongestTagFile, ct)));
        var payload = bag.Files.Where(file => file.Key.StartsWith("data/", StringComparison.Ordinal)).ToList();
        var oxum = string.Create(CultureInfo.InvariantCulture, $"{payload.Sum(file => file.Value)}.{payload.Count}");
        var stated = false;
        while (lines.ReadLine() is { } line)
        {
            if (!line.StartsWith("Payload-Oxum:", StringComparison.OrdinalIgnoreCase)) continue;
            stated = true;
            if (line["Payload-Oxum:".Length..].Trim() != oxum) throw new FormatException("its Payload-Oxum does not agree with the number and size of the files in data.");
        }
        if (stated) findings.Ok("bag-info.txt states the number and size of the files in data.");
    }

    [GeneratedRegex(@"\A[^ \t]+[ \t]+([0-9]+|-)[ \t]+(?<path>.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex FetchLine();
}
