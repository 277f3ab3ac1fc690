using System.Globalization;

namespace Portal.Core.Archive.Embedded.Synthetic;

/// <param name="Handles">Earlier and present handles with their times, where the account changed its handle.</param>
internal sealed record SyntheticAccount(
    string Id, string Handle, string DisplayName, string Email, string? Phone, DateTimeOffset Created, SyntheticLanguage Language,
    (string Handle, DateTimeOffset From, DateTimeOffset? Until)[] Handles);

/// <summary>
/// The people of the archive. Addresses are of example domains, telephone numbers of the ranges kept free for fiction (North America
/// 555-0100 to 0199, Ofcom's 07700 900000 to 900999).
/// </summary>
internal static class SyntheticPeople
{
    public const int Count = 120;

    private static readonly string[] First =
        ["amber", "north", "paper", "silver", "tidal", "velvet", "copper", "distant", "early", "golden", "hidden", "idle", "little", "mellow", "plain"];
    private static readonly string[] Second =
        ["otter", "lantern", "window", "garden", "comet", "teacup", "bicycle", "meadow", "thistle", "kettle", "compass", "orchard"];

    public static List<SyntheticAccount> All(SeededRandom random)
    {
        var people = new List<SyntheticAccount>(Count);
        for (var number = 0; number < Count; number++)
        {
            var id = Id(number);
            var first = First[number % First.Length];
            var second = Second[number / First.Length % Second.Length];
            var handle = (number % 3) switch { 0 => $"{first}.{second}", 1 => $"{first}_{second}", _ => $"{first}-{second}{number}" };
            var name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase($"{first} {second}");
            var created = SyntheticArchive.From.AddDays(-30 - random.Below(1500)).AddSeconds(random.Below(86400));
            people.Add(new SyntheticAccount(id, handle, name, $"{handle}@{random.Pick(Domains)}", Phone(number), created, SyntheticPhrases.All[number % SyntheticPhrases.All.Length], []));
        }
        people[0] = people[0] with { Handle = "harbor_lights", DisplayName = "Harbor Lights", Email = "harbor.lights@example.org", Language = SyntheticPhrases.English };
        people[1] = people[1] with { Handle = "quiet.mallard", DisplayName = "M.", Email = "quiet.mallard@example.net", Language = SyntheticPhrases.English };
        people[2] = people[2] with { Handle = "ledger-ann", DisplayName = "Ann", Email = "ledger.ann@example.com", Language = SyntheticPhrases.English };
        // One handle, two holders: until noon of 15 April it was the first one's, from then on the second one's.
        people[7] = Renamed(people[7], "blue.heron", "grey.heron");
        people[31] = Renamed(people[31], "young_heron", "blue.heron");
        people[40] = Renamed(people[40], "amber.forty", people[40].Handle);
        return people;
    }

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"u-{1000 + number}");

    private static readonly string[] Domains = ["example.org", "example.com", "example.net"];

    private static string? Phone(int number) => (number % 4) switch
    {
        0 => null,
        1 => string.Create(CultureInfo.InvariantCulture, $"+1 202 555 {100 + number % 100:0000}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"+44 7700 900{number:000}"),
    };

    private static SyntheticAccount Renamed(SyntheticAccount account, string before, string after)
    {
        var change = new DateTimeOffset(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);
        return account with { Handle = after, Handles = [(before, account.Created, change), (after, change, null)] };
    }
}
