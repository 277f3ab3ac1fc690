using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Signing.Keys;
using Portal.Core.Pdf.Signing.Revocation;

namespace Portal.Tests.Core.Pdf;

/// <summary>The section Portal:Signing: what it puts together, and what it refuses at start.</summary>
public sealed class PdfSigningOptionsTests : SigningTrial
{
    private static readonly (string, string)[] Server = [("Database:Provider", "SqlServer"), ("Database:ConnectionString", "Server=none"), ("Mail:Way", "Folder")];

    [Fact]
    public void Nothing_Configured_SignsWithTheDevelopmentAuthorityAtTheHighestLevel()
    {
        using var services = Build();
        var signing = services.GetRequiredService<DocumentSigning>();
        Assert.Equal((false, SignatureLevel.LTA), (signing.Signer.Trusted, signing.Level));
        Assert.Contains("development, untrusted", signing.Signer.Name, StringComparison.Ordinal);
        var report = Verify(Sign(signing));
        Assert.True(report.IsValid);
        Assert.Equal(SignatureLevel.LTA, report.Signatures[0].Level);
    }

    [Fact]
    public void Key_InAFile_IsPutTogetherWithTimeStampsAndLists()
    {
        using (FileSigner("P-256"))
        {
            // Written by that.
        }
        using var server = new TimestampServer(question => new Answer(TimestampServer.Stamp(Folder, Path.GetDirectoryName(RootFile)!, question)));
        var list = WriteFile("root.crl", Authority.Revocation.Current(Authority.SignerCertificate, Authority.Root));
        using var services = Build(
        [
            .. Server, ("Signing:Key", "File"), ("Signing:File:Certificate", Path.Combine(Folder, "P-256.crt")), ("Signing:File:Key", Path.Combine(Folder, "P-256.key")),
            ("Signing:ChainFile", RootFile), ("Signing:Timestamp:Address", server.Address.ToString()), ("Signing:Revocation:Files:0", list),
        ]);
        var signing = services.GetRequiredService<DocumentSigning>();
        Assert.Equal((true, SignatureLevel.LTA), (signing.Signer.Trusted, signing.Level));
        Assert.IsType<KeyFileSigner>(signing.Signer);
        Assert.IsType<HttpTimestampAuthority>(signing.Timestamps);
        Assert.IsType<RevocationFiles>(signing.Revocation);
        var report = Verify(Sign(signing), Authority.Root);
        Assert.True(report.IsValid);
        Assert.Equal((SignatureLevel.LTA, true), (report.Signatures[0].Level, report.Signatures[0].ChainsToAnchor));
    }

    public static TheoryData<string, string[]> Refused() => new()
    {
        { "Portal:Signing:Key is not set", [.. Flat(Server)] },
        { "Portal:Signing:Level is 7", ["Signing:Level=7"] },
        { "Portal:Signing:Key is 9", ["Signing:Key=9"] },
        { "Portal:Signing:File:Certificate is empty", ["Signing:Key=File"] },
        { "Portal:Signing:Timestamp:Address is empty", ["Signing:Key=File", "Signing:File:Certificate=a.p12"] },
        { "has to begin with http", ["Signing:Key=File", "Signing:File:Certificate=a.p12", "Signing:Timestamp:Address=ftp://tsa"] },
        { "holds a user name or password", ["Signing:Key=File", "Signing:File:Certificate=a.p12", "Signing:Timestamp:Address=https://me:secret@tsa/"] },
        { "LargestToken is 0", ["Signing:Key=File", "Signing:File:Certificate=a.p12", "Signing:Timestamp:Address=http://tsa", "Signing:Timestamp:LargestToken=0"] },
        { "TimeoutSeconds is 0", ["Signing:Key=File", "Signing:File:Certificate=a.p12", "Signing:Timestamp:Address=http://tsa", "Signing:Timestamp:TimeoutSeconds=0"] },
        { "Portal:Signing:Revocation:Files is empty", ["Signing:Key=File", "Signing:File:Certificate=a.p12", "Signing:Timestamp:Address=http://tsa", "Signing:Revocation:Fetch=false"] },
        { "PasswordFile and Portal:Signing:File:PasswordVariable are both set", ["Signing:Key=File", "Signing:File:Certificate=a.p12", "Signing:File:PasswordFile=a", "Signing:File:PasswordVariable=b"] },
        { "Portal:Signing:Token:Module is empty", ["Signing:Key=Pkcs11"] },
        { "Portal:Signing:Token:TokenLabel is empty", ["Signing:Key=Pkcs11", "Signing:Token:Module=m"] },
        { "Portal:Signing:Token:KeyLabel is empty", ["Signing:Key=Pkcs11", "Signing:Token:Module=m", "Signing:Token:TokenLabel=t"] },
        { "PinFile and Portal:Signing:Token:PinVariable are both empty", ["Signing:Key=Pkcs11", "Signing:Token:Module=m", "Signing:Token:TokenLabel=t", "Signing:Token:KeyLabel=k"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Setting_MissingOrIll_IsRefusedAtStartByName(string words, string[] settings)
    {
        var pairs = settings.Select(each => each.Split('=', 2)).Select(each => (each[0], each[1])).ToArray();
        Assert.Contains(words, Assert.Throws<InvalidOperationException>(() => Build(pairs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Development_OnAServerDatabase_HasToBeAllowed()
    {
        using var services = Build([.. Server, ("Signing:AllowDevelopmentKey", "true")]);
        Assert.False(services.GetRequiredService<DocumentSigning>().Signer.Trusted);
    }

    [Fact]
    public void Level_WithoutTime_NeedsNoAuthority()
    {
        using (FileSigner("RSA"))
        {
            // Written by that.
        }
        using var services = Build(("Signing:Key", "File"), ("Signing:File:Certificate", Path.Combine(Folder, "RSA.crt")), ("Signing:File:Key", Path.Combine(Folder, "RSA.key")), ("Signing:Level", "B"));
        Assert.Equal(SignatureLevel.B, Verify(Sign(services.GetRequiredService<DocumentSigning>())).Signatures[0].Level);
    }

    [Fact]
    public void Password_FromAFileOpenToOthers_IsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        var password = WriteSecret("password", "secret\n");
        File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using var services = Build(("Signing:Key", "File"), ("Signing:File:Certificate", "a.p12"), ("Signing:File:PasswordFile", password), ("Signing:Level", "B"));
        Assert.Contains("chmod 600", Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<DocumentSigning>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chain_ThatEndsBelowItsRoot_IsRefusedWhenTheKeyIsOpened()
    {
        using (FileSigner("P-256"))
        {
            // Written by that.
        }
        using var services = Build(("Signing:Key", "File"), ("Signing:File:Certificate", Path.Combine(Folder, "P-256.crt")), ("Signing:File:Key", Path.Combine(Folder, "P-256.key")), ("Signing:Timestamp:Address", "http://127.0.0.1:1/"));
        Assert.Contains("Add it to the chain", Assert.Throws<SigningException>(() => services.GetRequiredService<DocumentSigning>()).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Flat((string Key, string Value)[] settings) => settings.Select(each => each.Key + "=" + each.Value);

    private ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append(("DataFolder", Path.Combine(Folder, "data"))).Select(each => KeyValuePair.Create("Portal:" + each.Item1, (string?)each.Item2))).Build();
        return new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddPortalCore(configuration).BuildServiceProvider();
    }
}
