using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OtpNet;
using Portal.Core;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Core.Storage.Keys;
using Portal.Web.Security;

namespace Portal.Web.Demo;

/// <param name="Role">In words; the list is grouped by it.</param>
/// <param name="Of">Post and agency.</param>
public sealed record DemoPersonView(string Email, string Name, string Role, string Of);

/// <summary>What the sign-in pages show in the demo, and nothing at all outside it.</summary>
public sealed class DemoSignIn(IOptions<PortalOptions> options, IKeyVault vault, TimeProvider clock)
{
    /// <summary>Public on purpose: it opens invented people in an embedded database, and the demo starts with no other.</summary>
    public const string Password = "harbour-demo-2026";

    private bool IsOn => options.Value is { Demo: true, Database.IsEmbedded: true };

    public IReadOnlyList<DemoPersonView> People => !IsOn ? [] :
    [
        .. DemoPeople.All.Select(p => new DemoPersonView(p.Email, p.Name, RoleWords.Of(p.Role), p.Agency is null ? p.Post : $"{p.Post}, {p.Agency}")),
    ];

    /// <summary>The code that a demo person's authenticator would show now: the next one where this one has been used.</summary>
    public string? CodeOf(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (!IsOn || person.TotpKeyWrapped is not { } wrapped || DemoPeople.All.All(p => p.Email != person.Email)) return null;
        var totp = new Totp(vault.Unwrap(wrapped, TotpProvider.KeyOf(person)));
        var step = clock.GetUtcNow().ToUnixTimeSeconds() / 30;
        var free = Math.Max(step, Math.Min(person.LastTotpStep + 1, step + 1));
        return totp.ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(free * 30).UtcDateTime);
    }

    /// <summary>Gives every demo person the password and an authenticator key of their own.</summary>
    public async Task GiveCredentialsAsync(UserManager<Person> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        if (!IsOn) return;
        foreach (var listed in DemoPeople.All)
        {
            if (await people.FindByEmailAsync(listed.Email) is not { PasswordHash: null } person) continue;
            person.TotpKeyWrapped = vault.Wrap(KeyGeneration.GenerateRandomKey(32), TotpProvider.KeyOf(person));
            var given = await people.AddPasswordAsync(person, Password);
            if (!given.Succeeded) throw new InvalidOperationException($"The demo's password was refused: {string.Join(" ", given.Errors.Select(e => e.Description))}");
        }
    }
}
