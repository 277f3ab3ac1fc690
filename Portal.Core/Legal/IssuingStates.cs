using System.Collections.Immutable;

namespace Portal.Core.Legal;

/// <summary>The States whose authorities may issue an instrument.</summary>
/// <param name="Codes">ISO 3166-1 alpha-2.</param>
public sealed record IssuingStates(ImmutableArray<string> Codes, LegalStatement Statement)
{
    public bool Contains(string code) => Codes.Contains(code, StringComparer.Ordinal);
}
