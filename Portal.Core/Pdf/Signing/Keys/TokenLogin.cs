using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Portal.Core.Pdf.Signing.Keys;

/// <summary>
/// Logs in to tokens so that no wrong PIN locks one. A PIN that a token refused is not tried there again by this process, whoever asks; and a token that
/// counts failed logins nobody here made is left alone, so that a portal started over and over does not use up its tries.
/// </summary>
internal static class TokenLogin
{
    // What is kept of a refused PIN tells another from it, and nobody which it was once the process is gone.
    private static readonly byte[] Salt = RandomNumberGenerator.GetBytes(32);
    private static readonly ConcurrentDictionary<(string Module, string Token), byte[]> Refused = new();
    private static readonly Lock OneAtATime = new();

    /// <param name="pin">Asked only where a login is going to be tried.</param>
    /// <exception cref="SigningException">The PIN is wrong or was refused before, or the token has too few tries left.</exception>
    public static void LogIn(ISession session, ISlot slot, TokenKey where, Func<string> pin)
    {
        lock (OneAtATime)
        {
            // Logging in counts for the whole process; another session of ours was first.
            if (session.GetSessionInfo().State is CKS.CKS_RO_USER_FUNCTIONS or CKS.CKS_RW_USER_FUNCTIONS) return;
            var token = (Path.GetFullPath(where.Module), where.TokenLabel);
            var known = Refused.TryGetValue(token, out var refused);
            CheckTries(slot.GetTokenInfo().TokenFlags, where, known);
            var given = pin();
            var hash = HMACSHA256.HashData(Salt, Encoding.UTF8.GetBytes(given));
            if (known && CryptographicOperations.FixedTimeEquals(refused, hash))
                throw new SigningException($"The PIN of the token {where.TokenLabel} is wrong. It was refused before and was not tried again; put the right one where the settings say it is.");
            try
            {
                session.Login(CKU.CKU_USER, given);
            }
            catch (Pkcs11Exception e) when (e.RV is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE)
            {
                Refused[token] = hash;
                throw new SigningException($"The PIN of the token {where.TokenLabel} is wrong. It was tried once; correct it before the token locks.", e);
            }
            catch (Pkcs11Exception e) when (e.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
            {
                return;
            }
            Refused.TryRemove(token, out _);
        }
    }

    /// <param name="byUs">The failed logins it counts may be ours: then another PIN may be tried, until one try is left.</param>
    private static void CheckTries(ITokenFlags flags, TokenKey where, bool byUs)
    {
        var byHand = $"Log in once by hand with the right PIN (pkcs11-tool --module {where.Module} --token-label {where.TokenLabel} --login --list-objects), check the PIN in the settings' source, and start again.";
        if (flags.UserPinLocked) throw new SigningException($"The token {where.TokenLabel} is locked after too many wrong PINs. Its officer has to unlock it.");
        if (flags.UserPinFinalTry) throw new SigningException($"The token {where.TokenLabel} locks at the next wrong PIN, so it was not logged in to. {byHand}");
        if (flags.UserPinCountLow && !byUs) throw new SigningException($"Somebody gave the token {where.TokenLabel} a wrong PIN since its last login, so it was not logged in to. {byHand}");
    }
}
