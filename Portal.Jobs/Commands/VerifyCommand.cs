using Portal.Core.Disclosures.Verification;

namespace Portal.Jobs.Commands;

/// <summary><c>verify PATH</c>: checks a package, folder or archive, and prints a line a check.</summary>
/// <remarks>Exit code 0 where all is well, 1 where a check failed, 2 where there was nothing to check.</remarks>
internal sealed class VerifyCommand(TextWriter output, TextWriter errors)
{
    /// <param name="keyFile">The portal's public key (PEM), got from somewhere else than the package; null for the enclosed one.</param>
    public async Task<int> ExecuteAsync(string path, string? keyFile, CancellationToken ct)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            await errors.WriteLineAsync($"PATH: there is no file or folder {path}. Name the package's archive, or the folder it was unpacked to.");
            return 2;
        }
        string? key = null;
        if (keyFile is not null)
        {
            try
            {
                key = await File.ReadAllTextAsync(keyFile, ct);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                await errors.WriteLineAsync($"--key: {keyFile} cannot be read. {cause.Message}");
                return 2;
            }
        }
        var report = await new PackageVerifier(PdfSignatures.CheckAsync, key).VerifyAsync(path, new Lines(output), ct);
        var failed = report.Checks.Count(check => check.Outcome == CheckOutcome.Fail);
        await output.WriteLineAsync(report.Passed ? $"Verified: {report.Checks.Length} checks." : $"Not verified: {failed} of {report.Checks.Length} checks failed.");
        return report.Passed ? 0 : 1;
    }

    private sealed class Lines(TextWriter output) : IProgress<VerificationCheck>
    {
        public void Report(VerificationCheck value) => output.WriteLine(value);
    }
}
