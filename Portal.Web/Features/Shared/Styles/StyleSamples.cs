using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Shared.Styles;

/// <summary>Invented cases to draw the parts with.</summary>
public sealed class StyleSamples(DateTimeOffset now)
{
    public static NavigationModel Police { get; } = new(
        [new("My requests", "/styles/request", 2), new("New request", "/styles/request-step"), new("Preservation", "/styles/check-answers"), new("All parts", "/styles")],
        new PersonView("Ana Lima", "Agency officer", "Rio City Police"), DemoNotice: "People, orders and messages here are invented.") { AccountHref = "/styles" };

    public static NavigationModel Staff { get; } = new(
        [new("Queue", "/styles/queue", 14), new("Review", "/styles/review"), new("Correspondence", "/styles/letters", 3), new("Agencies", "/styles/agencies"), new("Letters", "/styles/recall"), new("All parts", "/styles")],
        new PersonView("Mara Okafor", "Legal reviewer"), Density.Dense, "/styles/queue") { AccountHref = "/styles" };

    public static string Sha { get; } = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    /// <summary>What an attacker would type; it has to stand on the page as text.</summary>
    public static string Hostile { get; } = "<script>alert(1)</script>\"><img src=x onerror=alert(2)> \u202Eevil";

    public DateTimeOffset Now { get; } = now;

    public PersonView Officer { get; } = new("Ana Lima", "Agency officer", "Rio City Police");

    public PersonView Reviewer { get; } = new("Mara Okafor", "Legal reviewer");

    public PersonView Approver { get; } = new("Jonas Brandt", "Legal approver");

    public SampleOrderForm Form { get; } = new() { Issuer = "Superior Court, County of Example", Categories = ["SUBSCRIBER"], Reason = "no-dates" };

    public IReadOnlyList<Choice> Instruments { get; } =
    [
        new("US_WARRANT", "Search warrant", "Signed by a judge on probable cause. May reach the contents of messages."),
        new("US_2703D", "Court order under 18 USC 2703(d)", "Signed by a judge. Reaches records, not contents."),
        new("US_SUBPOENA", "Subpoena", "Reaches basic subscriber information only."),
        new("US_EDR", "No order: somebody is in danger now", "The emergency path. Somebody will call you back."),
    ];

    public IReadOnlyList<Choice> Categories { get; } =
    [
        new("SUBSCRIBER", "Subscriber information"), new("LOGIN", "Log-in records"),
        new("CONTENT_DM", "Contents of direct messages", "Needs a search warrant."), new("LOCATION", "Location", "This instrument cannot compel it.", Disabled: true),
    ];

    public IReadOnlyList<Choice> Reasons { get; } =
    [
        new("no-dates", "No dates", "The order names no period.", "The order"), new("unsigned", "Unsigned or altered order", null, "The order"),
        new("outruns", "Window outruns authority", "Asks for days outside the order.", "The order"),
        new("nobody", "Identifier resolves to nobody", null, "The target"), new("disagree", "Two identifiers disagree", null, "The target"),
    ];

    public IReadOnlyList<Step> Steps { get; } =
    [
        new("Kind of request", StepState.Done, "#"), new("The order", StepState.Current), new("Accounts", StepState.ToDo), new("Data and dates", StepState.ToDo),
        new("Documents", StepState.ToDo), new("Check your answers", StepState.Blocked, Note: "After the steps above"),
    ];

    public IReadOnlyList<ScopeRow> Scope { get; } =
    [
        new("Line 1", "@north.harbour", [ScopePart.Whole("Data", "Subscriber information")], 1, 1, "#"),
        new("Line 2", "@north.harbour",
            [
                ScopePart.Whole("Data", "Contents of direct messages"),
                new("Period", "1 Jan – 30 Jun 2026", "1 Mar – 31 Mar 2026", "Window outruns authority"),
                new("With whom", "Everybody", "@south.pier", "Order names one counterparty"),
            ], 12_480, 2_310, "#"),
        new("Line 3", "@north.harbour", [new("Data", "Location", null, "Category not compellable by this instrument")], 860, 0, "#"),
    ];

    public IReadOnlyList<OrderPage> Pages { get; } =
    [
        new(1, "/styles/page.svg", 595, 842, "SUPERIOR COURT\nCounty of Example\nSEARCH WARRANT No. SW-2026-0417"), new(2, "/styles/page.svg", 595, 842),
    ];

    public IReadOnlyList<TimelineEvent> History =>
    [
        new(Now.AddMinutes(-4), "Scope approved as second person", Approver, "Matches the order after the cut to March.", Meaning.Good, Sha, "#"),
        new(Now.AddHours(-3), "Scope proposed", Reviewer, "Period and counterparty narrowed to what the order names.", Proof: Sha),
        new(Now.AddHours(-9), "Answer received", Officer, "The second account belongs to the victim.", Meaning.ActNow),
        new(Now.AddDays(-1), "Question sent", Reviewer, null, Meaning.Waiting, Href: "#"),
        new(Now.AddDays(-2), "Request submitted", Officer),
    ];

    public IReadOnlyList<Stage> Stages { get; } =
    [
        new("extract", "Extract", StageState.Done, 2310, 2310), new("render", "Render", StageState.Running, 84, 211, "page"),
        new("sign", "Sign", StageState.Waiting), new("recount", "Recount", StageState.Waiting), new("seal", "Seal", StageState.Waiting),
    ];

    public IReadOnlyList<ChartPoint> ByMonth { get; } =
    [
        new("Jan", 12), new("Feb", 19), new("Mar", 31), new("Apr", 24), new("May", null), new("Jun", 38), new("Jul", 22), new("Aug", 17), new("Sep", 29), new("Oct", 35), new("Nov", 26),
    ];

    public string Letter { get; } =
        "Dear Officer Lima,\n\nWe have read your request and the order it rests on. The order names the month of March; your request asks for six months.\n\n"
        + "Please tell us by 30 November whether\n1. you narrow the request to March, or\n2. another order covers the other months.\n\nThe clock is paused until you answer.\n\nLegal review";

    public IReadOnlyList<SampleQueueRow> Queue =>
    [
        new("R-2026-0417", "Search warrant", Officer, Now.AddHours(-5), "Second person to approve", Meaning.ActNow, Reviewer, "Respond"),
        new("R-2026-0421", "Emergency", new("Tomás Ruiz", "Agency officer", "Guardia Provincial"), Now.AddMinutes(38), "Call back", Meaning.ActNow, null, "Triage"),
        new("R-2026-0409", "EU production order", new("Élodie Marchand-Lefèvre", "Prosecutor", "Parquet de Lille"), Now.AddHours(19), "With you", Meaning.ActNow, Reviewer, "Respond"),
        new("R-2026-0398", "Subpoena", new("J. Whitfield", "Agency officer", "Essex County Police"), Now.AddDays(3).AddHours(4), "Agency to answer", Meaning.Waiting, Approver, "Respond"),
        new("R-2026-0391", "2703(d) order", new("Priya Natarajan", "Agency officer", "Metro Cyber Unit"), Now.AddDays(6), "Identity check", Meaning.Neutral, null, "Respond"),
        new("R-2026-0377", "Search warrant", Officer, Now.AddDays(12), "Building package", Meaning.Waiting, Approver, "Respond"),
        new("R-2026-0350", "Preservation", new("O. Lindqvist", "Agency officer", "Polisen Väst"), null, "Released", Meaning.Good, Reviewer, ""),
        new("R-2026-0344", "Subpoena", new("دانا الخالدي", "Agency officer", "شرطة المدينة"), null, "Refused", Meaning.Stopped, Reviewer, ""),
    ];
}

/// <summary>A row of the sample queue.</summary>
public sealed record SampleQueueRow(
    string Reference, string Instrument, PersonView From, DateTimeOffset? Due, string Status, Meaning Meaning, PersonView? Assigned, string Clock);
