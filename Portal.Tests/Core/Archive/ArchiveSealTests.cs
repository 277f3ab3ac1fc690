using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Portal.Core.Archive;

namespace Portal.Tests.Core.Archive;

/// <summary>Reads the compiled code, so that a second way to a text cannot be written without this test falling.</summary>
public sealed class ArchiveSealTests
{
    [Fact]
    public void AesGcmDecrypt_InTheArchive_IsCalledByScopeReaderAndTheSealOfSnapshotsAlone()
    {
        var callers = Callers("AesGcm", "Decrypt").Where(caller => caller.StartsWith("Portal.Core.Archive", StringComparison.Ordinal));

        // The seal of a snapshot opens its pieces; the texts inside stay sealed, and their keys are unwrapped by the reader of scopes alone.
        Assert.Equal(["Portal.Core.Archive.Embedded.ScopeReader", "Portal.Core.Archive.Preserved.SnapshotSeal"], callers.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ScopeReader_OutsideItself_IsMadeByReadAsyncAlone()
    {
        var callers = Callers("ScopeReader", ".ctor").Distinct().ToList();

        Assert.All(callers, caller => Assert.Matches(@"^Portal\.Core\.Archive\.Embedded\.(EmbeddedArchive|Preserved\.PreservedOverlay)\+<ReadAsync>", caller));
        Assert.NotEmpty(callers);
    }

    /// <summary>The types whose code mentions a method: their IL is searched for its token after call, callvirt or newobj.</summary>
    private static IEnumerable<string> Callers(string type, string method)
    {
        using var file = new PEReader(File.OpenRead(typeof(IMessageArchive).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var tokens = metadata.MemberReferences
            .Where(handle => metadata.GetString(metadata.GetMemberReference(handle).Name) == method && ParentName(metadata, metadata.GetMemberReference(handle)) == type)
            .Select(handle => MetadataTokens.GetToken(handle))
            .Concat(metadata.MethodDefinitions
                .Where(handle => metadata.GetString(metadata.GetMethodDefinition(handle).Name) == method && metadata.GetString(metadata.GetTypeDefinition(metadata.GetMethodDefinition(handle).GetDeclaringType()).Name) == type)
                .Select(handle => MetadataTokens.GetToken(handle)))
            .ToHashSet();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var definition = metadata.GetMethodDefinition(handle);
            if (definition.RelativeVirtualAddress == 0) continue;
            var code = file.GetMethodBody(definition.RelativeVirtualAddress).GetILContent();
            for (var at = 0; at + 5 <= code.Length; at++)
            {
                if (code[at] is 0x28 or 0x6F or 0x73 && tokens.Contains(BitConverter.ToInt32(code.AsSpan(at + 1, 4))))
                {
                    yield return NameOf(metadata, definition.GetDeclaringType());
                    break;
                }
            }
        }
    }

    private static string? ParentName(MetadataReader metadata, MemberReference member) =>
        member.Parent.Kind == HandleKind.TypeReference ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name) : null;

    private static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        return type.IsNested ? $"{NameOf(metadata, type.GetDeclaringType())}+{name}" : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
