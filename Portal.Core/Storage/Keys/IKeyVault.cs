namespace Portal.Core.Storage.Keys;

/// <summary>
/// Closes data keys under a key-encryption key that the database never sees, and opens them again. Safe to use from many
/// threads.
/// </summary>
public interface IKeyVault
{
    /// <summary>The data key (32 bytes), closed under the newest key-encryption key and bound to <paramref name="context"/>.</summary>
    byte[] Wrap(ReadOnlySpan<byte> dataKey, KeyContext context);

    /// <summary>The data key again. The caller clears it when done.</summary>
    /// <exception cref="KeyUnwrapException">Altered, closed for another context, or under a key this vault does not hold.</exception>
    byte[] Unwrap(ReadOnlySpan<byte> wrapped, KeyContext context);
}

/// <summary>What a data key is for; a wrapped key opens in its own context only.</summary>
/// <param name="Purpose">Such as <c>blob</c> or <c>conversation</c>.</param>
/// <param name="RecordId">The one record whose key this is.</param>
public sealed record KeyContext(string Purpose, string RecordId);

/// <summary>A wrapped data key that does not open.</summary>
public sealed class KeyUnwrapException(string message, Exception? inner = null) : Exception(message, inner);
