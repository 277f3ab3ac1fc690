using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Portal.Core.Archive;
using Portal.Core.Archive.Embedded;
using Portal.Core.Archive.Embedded.Preserved;
using Portal.Core.Archive.Preserved;
using Portal.Core.Scopes;
using Portal.Core.Storage.Blobs;

namespace Portal.Tests.Architecture;

/// <summary>
/// Principle 1: extraction takes nothing but a signed scope, and nothing else reads a message. Proved over the compiled code of all
/// three programs: who decrypts, who makes a reader, who makes and signs a scope, who holds a message at all.
/// </summary>
public sealed class OnlyWayToABodyTests
{
    [Fact]
    public void Decrypting_InThePrograms_IsDoneByTheScopeReaderTheSealOfSnapshotsTheKeyVaultAndTheBlobStoreAlone() =>
        Assert.Equal(
            ["Portal.Core.Archive.Embedded.ScopeReader", "Portal.Core.Archive.Preserved.SnapshotSeal", "Portal.Core.Storage.Blobs.BlobFormat", "Portal.Core.Storage.Keys.FileKeyVault"],
            CompiledCode.MentionersOf(member => member.Name is "Decrypt" or "TransformFinalBlock" or "CreateDecryptor" && IsCipher(member.DeclaringType)));

    /// <summary>The key of a conversation opens its texts: it is unwrapped to write them and by the reader, nowhere else.</summary>
    [Fact]
    public void KeyOfAConversation_InThePrograms_IsUnwrappedToWriteAndByTheScopeReaderAlone() =>
        Assert.Equal(
            ["Portal.Core.Archive.Embedded.DirectoryWriter", "Portal.Core.Archive.Embedded.ScopeReader"],
            CompiledCode.MentionersOf(member => member.DeclaringType == typeof(BodyCipher) && member.Name == nameof(BodyCipher.ForConversation)));

    [Fact]
    public void ScopeReader_InThePrograms_IsMadeByTheArchiveReadingAScopeAlone()
    {
        var makers = CompiledCode.Mentions
            .Where(m => m.What is ConstructorInfo { DeclaringType.FullName: "Portal.Core.Archive.Embedded.ScopeReader" })
            .Select(m => $"{m.By.Name}.{SourceMethod(m.In)}")
            .Distinct();

        Assert.Equal(
            [$"{nameof(EmbeddedArchive)}.{nameof(IMessageArchive.ReadAsync)}", $"{nameof(PreservedOverlay)}.{nameof(PreservedOverlay.ReadAsync)}"],
            makers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ReadAsync_OfAnArchive_IsCalledByTheExtractionAlone() =>
        Assert.Equal(
            // The archive with snapshots hands the same scope on to the archive and to each snapshot.
            ["Portal.Core.Archive.Preserved.ArchiveWithPreserved", "Portal.Core.Disclosures.Extraction.ExtractRecords"],
            CompiledCode.MentionersOf(member => member.Name is nameof(IMessageArchive.ReadAsync) or nameof(IMessageArchive.ReadAccountsAsync) && IsArchive(member.DeclaringType)));

    [Fact]
    public void ReadAsync_OfAnArchive_TakesAnAuthorizedScopeAndNothingThatSelects()
    {
        foreach (var method in typeof(IMessageArchive).GetMethods().Where(m => CompiledCode.TypesKnownTo(typeof(IMessageArchive)).Count > 0 && Holds(m.ReturnType, typeof(MessageRecord), typeof(AccountRecord))))
        {
            Assert.Equal(typeof(AuthorizedScope), method.GetParameters()[0].ParameterType);
            Assert.DoesNotContain(method.GetParameters(), p => p.ParameterType == typeof(RecordSelector) || p.ParameterType == typeof(string));
        }
    }

    [Fact]
    public void AuthorizedScope_FromOutside_CannotBeMade()
    {
        Assert.True(typeof(AuthorizedScope).IsSealed);
        Assert.Empty(typeof(AuthorizedScope).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        // Not a record: a copy with other lines would carry the signature of the first.
        Assert.Null(typeof(AuthorizedScope).GetMethod("<Clone>$"));
        Assert.All(typeof(AuthorizedScope).GetProperties(), p => Assert.Null(p.SetMethod));
    }

    [Fact]
    public void AuthorizedScope_InThePrograms_IsMadeByTheSignerAlone() =>
        Assert.Equal(
            ["Portal.Core.Scopes.ScopeSigner"],
            CompiledCode.MentionersOf(member => member is ConstructorInfo && member.DeclaringType == typeof(AuthorizedScope)));

    [Fact]
    public void Signing_InThePrograms_IsCalledByApproveScopeAlone() =>
        Assert.Equal(
            ["Portal.Core.Requests.ApproveScope"],
            CompiledCode.MentionersOf(member => member.DeclaringType == typeof(ScopeSigner) && member.Name == nameof(ScopeSigner.Sign)));

    /// <summary>Checking against any public key serves the offline verifier; a build opens a scope with the portal's own key.</summary>
    [Fact]
    public void VerifyingWithAnyKey_InThePrograms_IsForTheOfflineVerifierAlone() =>
        Assert.Equal(
            ["Portal.Core.Disclosures.Verification.PackageVerifier", "Portal.Core.Scopes.ScopeSigner"],
            CompiledCode.MentionersOf(member => member.DeclaringType == typeof(ScopeSigner) && member.Name == nameof(ScopeSigner.Verify)));

    [Fact]
    public void Objects_InThePrograms_AreNeverMadePastTheirConstructors() =>
        Assert.Empty(CompiledCode.MentionersOf(member =>
            (member.DeclaringType == typeof(RuntimeHelpers) && member.Name == nameof(RuntimeHelpers.GetUninitializedObject))
            || (member.DeclaringType == typeof(Activator) && member.Name == nameof(Activator.CreateInstance) && member is MethodInfo { IsGenericMethod: false })
            || member.DeclaringType == typeof(UnsafeAccessorAttribute)));

    [Fact]
    public void Messages_OutsideArchiveAndDisclosures_AreInNobodysHands()
    {
        var holders = CompiledCode.All.SelectMany(a => a.GetTypes())
            .Where(t => t.DeclaringType is null && t.Namespace is not { } or not ("Portal.Core.Archive" or "Portal.Core.Disclosures"))
            .Where(t => !IsIn(t, "Portal.Core.Archive") && !IsIn(t, "Portal.Core.Disclosures"))
            .Where(t => CompiledCode.TypesKnownTo(t) is var known && (known.Contains(typeof(MessageRecord)) || known.Contains(typeof(AccountRecord))));

        Assert.Empty(holders.Select(t => t.FullName));
    }

    /// <summary>Pieces of a snapshot are opened to be read beside the archive by a scope, and for nothing else.</summary>
    [Fact]
    public void SealOfASnapshot_InThePrograms_IsOpenedForTheOverlayAlone() =>
        Assert.Equal(
            ["Portal.Core.Archive.Embedded.Preserved.PreservedOverlay"],
            CompiledCode.MentionersOf(member => member.DeclaringType == typeof(SnapshotSeal) && member is MethodInfo { Name: nameof(SnapshotSeal.Open), IsStatic: false }));

    /// <summary>Extracted records lie in the blob store until they are sealed: whoever opens a blob is named here, with what it opens.</summary>
    [Fact]
    public void Blobs_InThePrograms_AreOpenedByTheseAlone() =>
        Assert.Equal(
            [
                "Portal.Core.Correspondence.OpenLetter",
                "Portal.Core.Disclosures.Building.PackageParts",
                "Portal.Core.Disclosures.Delivery.StartDownload",
                "Portal.Core.Disclosures.Extraction.SegmentReader",
                "Portal.Core.Documents.DocumentIntake",
                "Portal.Core.Documents.OpenDocument",
                "Portal.Core.Documents.OpenDocumentPage",
                "Portal.Core.Preservation.Snapshots.SnapshotStore",
            ],
            CompiledCode.MentionersOf(member => member.Name == nameof(IBlobStore.OpenReadAsync) && typeof(IBlobStore).IsAssignableFrom(member.DeclaringType)));

    [Fact]
    public void Reader_OfTheseInstructions_SeesWhatIsThere()
    {
        // The proofs above are only as good as the reading: a call inside an async method, and a generic one, must both be found.
        Assert.Contains("Portal.Core.Disclosures.Extraction.ExtractRecords", CompiledCode.MentionersOf(m => m.DeclaringType == typeof(IMessageArchive)));
        Assert.Contains("Portal.Core.Archive.Embedded.ArchiveFile", CompiledCode.TypesWrittenIn(CompiledCode.Core).Select(t => t.FullName));
        Assert.Contains(typeof(MessageRecord), CompiledCode.TypesKnownTo(typeof(EmbeddedArchive)));
    }

    private static bool IsCipher(Type? type) => type is not null && (type == typeof(AesGcm) || type == typeof(AesCcm) || type == typeof(ChaCha20Poly1305) || typeof(SymmetricAlgorithm).IsAssignableFrom(type) || typeof(ICryptoTransform).IsAssignableFrom(type));

    private static bool IsArchive(Type? type) => typeof(IMessageArchive).IsAssignableFrom(type);

    private static bool Holds(Type type, params Type[] any) => any.Contains(type) || (type.IsGenericType && type.GetGenericArguments().Any(a => Holds(a, any)));

    private static bool IsIn(Type type, string @namespace) =>
        type.Namespace is { } its && (its == @namespace || its.StartsWith(@namespace + ".", StringComparison.Ordinal));

    /// <summary>The method in the source: the body of an iterator lies in a class that the compiler named after it.</summary>
    private static string SourceMethod(MethodBase method) =>
        method.DeclaringType!.Name.StartsWith('<') ? method.DeclaringType.Name[1..method.DeclaringType.Name.IndexOf('>', StringComparison.Ordinal)] : method.Name;
}
