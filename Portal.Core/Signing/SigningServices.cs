using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Signing.Keys;
using Portal.Core.Pdf.Signing.Revocation;

namespace Portal.Core.Signing;

/// <summary>Puts key, time stamps and revocation lists together as the options say. Opened on first use, and then kept for the life of the process.</summary>
internal static class SigningServices
{
    public static void AddSigning(this IServiceCollection services, SigningOptions options)
    {
        services.AddSingleton(provider => DevelopmentCertificateAuthority.Open(
            Path.Combine(provider.GetRequiredService<IOptions<PortalOptions>>().Value.KeysPath, "development-authority"),
            provider.GetRequiredService<TimeProvider>()));
        if (options.Key == SigningKeyKind.Development)
        {
            services.AddSingleton(provider => provider.GetRequiredService<DevelopmentCertificateAuthority>().Signer);
            services.AddSingleton(provider => provider.GetRequiredService<DevelopmentCertificateAuthority>().Timestamps);
            services.AddSingleton(provider => provider.GetRequiredService<DevelopmentCertificateAuthority>().Revocation);
        }
        else
        {
            services.AddSingleton(_ => Signer(options));
            services.AddSingleton<ITimestampAuthority>(provider => new HttpTimestampAuthority(
                new Uri(options.Timestamp.Address), Chain(options.Timestamp.ChainFile), TimeSpan.FromSeconds(options.Timestamp.TimeoutSeconds), provider.GetRequiredService<TimeProvider>(), options.Timestamp.LargestToken));
            services.AddSingleton(provider => Lists(options.Revocation, provider.GetRequiredService<TimeProvider>()));
        }
        services.AddSingleton(provider => Open(provider, options));
    }

    private static DocumentSigning Open(IServiceProvider provider, SigningOptions options)
    {
        var signing = new DocumentSigning
        {
            Clock = provider.GetRequiredService<TimeProvider>(),
            Signer = provider.GetRequiredService<IDocumentSigner>(),
            Level = options.EffectiveLevel,
            Timestamps = options.EffectiveLevel >= SignatureLevel.T ? provider.GetRequiredService<ITimestampAuthority>() : null,
            Revocation = options.EffectiveLevel >= SignatureLevel.LT ? provider.GetRequiredService<IRevocationLists>() : null,
        };
        signing.Check();
        return signing;
    }

    private static IDocumentSigner Signer(SigningOptions options)
    {
        var chain = Chain(options.ChainFile);
        if (options.Key == SigningKeyKind.Pkcs11)
        {
            var token = options.Token;
            var pin = new SecretSource(token.PinFile, token.PinVariable, SigningOptions.Section + ":Token:Pin");
            return new TokenSigner(
                new TokenKey(token.Module, token.TokenLabel, token.KeyLabel),
                () => pin.Read() ?? throw new InvalidOperationException($"{pin.Setting} names no source."),
                [.. Chain(token.Certificate), .. chain]);
        }
        var file = options.File;
        var password = new SecretSource(file.PasswordFile, file.PasswordVariable, SigningOptions.Section + ":File:Password").Read();
        return file.Key.Length > 0
            ? KeyFileSigner.FromPem(file.Certificate, file.Key, password, chain)
            : KeyFileSigner.FromPkcs12(file.Certificate, password, chain);
    }

    private static IRevocationLists Lists(RevocationOptions options, TimeProvider clock) => options.Files.Count > 0
        ? new RevocationFiles(options.Files, clock)
        : new RevocationDistributionPoints(TimeSpan.FromSeconds(options.TimeoutSeconds), clock);

    private static IReadOnlyList<X509Certificate2> Chain(string file) => file.Length > 0 ? SigningCertificates.ReadPem(file) : [];
}
