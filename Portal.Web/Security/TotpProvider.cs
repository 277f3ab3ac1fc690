using Microsoft.AspNetCore.Identity;
using OtpNet;
using Portal.Core.Access;
using Portal.Core.Storage.Keys;

namespace Portal.Web.Security;

/// <summary>
/// Six-digit codes by RFC 6238 (SHA-1, 30 s), one step of clock drift either way. A code works once: Identity's own provider
/// would take it again within its window.
/// </summary>
internal sealed class TotpProvider(IKeyVault vault, TimeProvider clock) : IUserTwoFactorTokenProvider<Person>
{
    public const string Name = "totp";

    public Task<string> GenerateAsync(string purpose, UserManager<Person> manager, Person user) => Task.FromResult(string.Empty);

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Person> manager, Person user)
    {
        if (user.TotpKeyWrapped is not { } wrapped) return false;
        var key = vault.Unwrap(wrapped, KeyOf(user));
        var digits = new string([.. token.Where(char.IsAsciiDigit)]);
        if (!new Totp(key).VerifyTotp(clock.GetUtcNow().UtcDateTime, digits, out var step, new VerificationWindow(previous: 1, future: 1))) return false;
        if (step <= user.LastTotpStep) return false;
        user.LastTotpStep = step;
        return (await manager.UpdateAsync(user)).Succeeded;
    }

    /// <summary>Always: where no provider says so, Identity skips the second step and lets the password in alone.</summary>
    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Person> manager, Person user) => Task.FromResult(true);

    public static KeyContext KeyOf(Person person) => new("totp", person.Id.ToString());
}
