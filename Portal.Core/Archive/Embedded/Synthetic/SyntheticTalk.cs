using System.Globalization;

namespace Portal.Core.Archive.Embedded.Synthetic;

internal sealed record SyntheticStint(SyntheticAccount Account, DateTimeOffset Joined, DateTimeOffset? Left)
{
    public bool Covers(DateTimeOffset at) => at >= Joined && (Left is null || at < Left);
}

/// <param name="Stints">Of a group; a conversation of two has none, since its messages name their recipient.</param>
internal sealed record SyntheticConversation(string Id, string Kind, SyntheticLanguage Language, SyntheticAccount[] Pair, List<SyntheticStint> Stints);

/// <summary>Who talks with whom, and when.</summary>
internal sealed class SyntheticTalk
{
    private const int Pairs = 110;
    private const int Groups = 18;
    private readonly SeededRandom random;
    private readonly List<SyntheticAccount> people;

    public SyntheticTalk(List<SyntheticAccount> people, SeededRandom random)
    {
        this.people = people;
        this.random = random;
        Conversations.Add(new SyntheticConversation(SyntheticStory.Direct, "direct", SyntheticPhrases.English, [people[0], people[1]], []));
        Conversations.Add(new SyntheticConversation(SyntheticStory.Group, "group", SyntheticPhrases.English, [],
            [new(people[0], SyntheticArchive.From, null), new(people[1], SyntheticArchive.From, null), new(people[2], SyntheticStory.Begins, SyntheticStory.Begins.AddDays(28))]));
        for (var number = 1; number <= Pairs; number++) Conversations.Add(Pair(number));
        for (var number = 1; number <= Groups; number++) Conversations.Add(GroupOf(number));
    }

    public List<SyntheticConversation> Conversations { get; } = [];

    public void Write(SyntheticRows rows, int messages)
    {
        var story = Story(rows);
        var edges = Edges(rows);
        var rest = messages - story - edges;
        var span = (SyntheticArchive.Until - SyntheticArchive.From).Ticks;
        var at = SyntheticArchive.From;
        for (var number = 0; number < rest; number++)
        {
            // Now and then two in the same millisecond: their order is then the order of the rows.
            if (!random.OneIn(50))
            {
                var ticks = (long)((Int128)span * number / rest) + (long)(random.Next() % (ulong)(span / rest));
                at = SyntheticArchive.From.AddTicks(ticks - ticks % TimeSpan.TicksPerMillisecond);
            }
            var conversation = Conversations[Busy(number)];
            Say(rows, conversation, at);
        }
    }

    // The first conversations are the busiest, as everywhere.
    private int Busy(int number) => number % 3 == 0 ? random.Below(Conversations.Count) : Math.Min(random.Below(Conversations.Count), random.Below(Conversations.Count));

    private void Say(SyntheticRows rows, SyntheticConversation conversation, DateTimeOffset at)
    {
        if (conversation.Pair.Length == 2)
        {
            var sender = random.Below(2);
            rows.Message(conversation, conversation.Pair[sender], [conversation.Pair[1 - sender]], at, SyntheticPhrases.Message(LanguageOf(conversation, conversation.Pair[sender]), random));
            return;
        }
        var present = conversation.Stints.Where(stint => stint.Covers(at)).Select(stint => stint.Account).ToArray();
        // A group that everybody has left falls silent; the line goes to the couple that talks most.
        if (present.Length < 2)
        {
            Say(rows, Conversations[2], at);
            return;
        }
        var speaker = random.Pick(present);
        // A reply names whom it answers; everything else goes to all.
        var named = random.OneIn(12) ? random.Pick(present) : null;
        rows.Message(conversation, speaker, named is null || named == speaker ? [] : [named], at, SyntheticPhrases.Message(LanguageOf(conversation, speaker), random));
    }

    private SyntheticLanguage LanguageOf(SyntheticConversation conversation, SyntheticAccount sender) => random.OneIn(6) ? sender.Language : conversation.Language;

    private SyntheticConversation Pair(int number)
    {
        var one = random.Pick(people);
        var other = random.Pick(people);
        while (other == one) other = random.Pick(people);
        return new SyntheticConversation(string.Create(CultureInfo.InvariantCulture, $"c-{number:0000}"), "direct", one.Language, [one, other], []);
    }

    private SyntheticConversation GroupOf(int number)
    {
        var stints = new List<SyntheticStint>();
        var first = random.Below(people.Count);
        for (var member = 0; member < 5 + random.Below(10); member++)
        {
            var account = people[(first + member * 7) % people.Count];
            var joined = SyntheticArchive.From.AddHours(random.OneIn(2) ? 0 : random.Below(2000));
            if (random.OneIn(3))
            {
                // Left, and in every other case came back for a second stint.
                var left = joined.AddHours(24 + random.Below(1500));
                stints.Add(new SyntheticStint(account, joined, left));
                if (random.OneIn(2)) stints.Add(new SyntheticStint(account, left.AddHours(1 + random.Below(1000)), null));
            }
            else
            {
                stints.Add(new SyntheticStint(account, joined, null));
            }
        }
        return new SyntheticConversation(string.Create(CultureInfo.InvariantCulture, $"g-{number:00}"), "group", SyntheticPhrases.All[number % SyntheticPhrases.All.Length], [], stints);
    }

    private int Story(SyntheticRows rows)
    {
        var step = TimeSpan.FromDays(30) / (SyntheticStory.Lines.Length - 1);
        for (var number = 0; number < SyntheticStory.Lines.Length; number++)
        {
            var (who, inGroup, text) = SyntheticStory.Lines[number];
            var last = number == SyntheticStory.Lines.Length - 1;
            var at = last ? SyntheticStory.Begins.AddDays(30).AddTicks(-1) : SyntheticStory.Begins + TimeSpan.FromSeconds(Math.Floor((step * number).TotalSeconds));
            rows.Plain(Conversations[inGroup ? 1 : 0], people[who], inGroup ? [] : [people[1 - who]], at, text);
        }
        return SyntheticStory.Lines.Length;
    }

    /// <summary>Messages on the first instant of each month and on the last before it, where half-open windows are got wrong.</summary>
    private int Edges(SyntheticRows rows)
    {
        var count = 0;
        for (var month = SyntheticArchive.From.AddMonths(1); month < SyntheticArchive.Until; month = month.AddMonths(1))
        {
            foreach (var conversation in Conversations.Take(3))
            {
                Say(rows, conversation, month.AddTicks(-1));
                Say(rows, conversation, month);
                count += 2;
            }
        }
        return count;
    }
}
