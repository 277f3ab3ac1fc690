namespace Portal.Core.Archive.Embedded.Synthetic;

/// <summary>
/// The invented case of the demo: harbor_lights and quiet.mallard take deposits for holiday flats that do not exist; ledger-ann moves
/// the money. Nobody and nothing in it is real.
/// </summary>
internal static class SyntheticStory
{
    public const string Direct = "c-harbor-mallard";
    public const string Group = "g-seaside-lets";

    public static readonly DateTimeOffset Begins = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Who (0 to 2), in the group or not, what. They are spread over June, the first and last exactly on its edges.</summary>
    public static readonly (int Who, bool InGroup, string Text)[] Lines =
    [
        (0, false, "New month. The listing for the seaside flat goes up today."),
        (1, false, "Same photos as last time?"),
        (0, false, "Same photos, other town. Nobody checks."),
        (1, false, "How much for the deposit?"),
        (0, false, "450 now, the rest \"on arrival\". Keep it under 500 so that they do not think twice."),
        (1, false, "Three people have written already. One asks to see it first."),
        (0, false, "Say the tenant is abroad and the key comes by post."),
        (2, true, "I need to know which account they pay into this week."),
        (0, true, "The one ending 0042 until Friday, then the new one."),
        (2, true, "Then tell me before anything arrives, not after."),
        (1, true, "Two deposits came in last night, 450 each."),
        (2, true, "Seen. Moved 800, kept 100 for the fee."),
        (1, false, "The couple from the first listing want their money back."),
        (0, false, "Tell them the refund takes 14 days. By then the listing is gone."),
        (1, false, "They say they will go to the police."),
        (0, false, "They all say that. Change the handle on the listing and answer no more calls."),
        (2, true, "My bank asked where the transfers come from. What do I tell them?"),
        (0, true, "Rent from flatmates. You have the form I sent you."),
        (2, true, "I do not like it. This is the last week for me."),
        (1, true, "One more week, Ann. There are five waiting."),
        (0, false, "Delete the group when she is out."),
        (1, false, "Are the messages really gone then?"),
        (0, false, "For us they are. Take down the listing on the 30th, late."),
        (1, false, "Done. Listing is down, 2,700 in all. Until the next town."),
    ];
}
