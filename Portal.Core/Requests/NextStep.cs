using System.Globalization;

namespace Portal.Core.Requests;

/// <summary>Who has to move before a request goes on.</summary>
public enum NextMover
{
    Agency,
    LegalStaff,
    Portal,

    /// <summary>Nobody: the request has ended.</summary>
    Nobody,
}

/// <summary>What the words of a next step depend on, besides the status.</summary>
/// <param name="AcknowledgeBy">UTC; null once acknowledged, or where the instrument has no such clock.</param>
/// <param name="RespondBy">UTC; null where the instrument names no fixed time.</param>
/// <param name="AwaitsCoSignature">An emergency that no supervisor has co-signed yet.</param>
/// <param name="PackageExpiresAt">UTC; null until a package is released.</param>
/// <param name="AwaitsDestruction">A recalled package whose destruction the agency has not confirmed yet.</param>
/// <param name="BuildStopped">The building of the package met a problem that staff have to look at.</param>
/// <param name="AnswerBy">The day by which our question asks to be answered.</param>
/// <param name="HoldEndsAt">UTC; when the enforcing authority's time is out. Null where it has none.</param>
/// <param name="RefusalFormOpen">What waits for an answer is our form of Annex III.</param>
/// <param name="Referred">The order is one for the moderation desk.</param>
/// <param name="ProcessOwedBy">UTC; until when the agency owes legal process after this emergency. Null where it owes none, or has named it.</param>
public sealed record NextStepFacts(
    RequestStatus Status,
    DateTimeOffset? AcknowledgeBy = null,
    DateTimeOffset? RespondBy = null,
    bool AwaitsCoSignature = false,
    DateTimeOffset? PackageExpiresAt = null,
    bool AwaitsDestruction = false,
    bool BuildStopped = false,
    DateOnly? AnswerBy = null,
    DateTimeOffset? HoldEndsAt = null,
    bool RefusalFormOpen = false,
    bool Referred = false,
    DateTimeOffset? ProcessOwedBy = null);

/// <summary>What happens next to a request, who does it and by when, as its agency reads it. There is one for every status.</summary>
/// <param name="What">One or two sentences.</param>
/// <param name="By">UTC, or null where no date is fixed: <paramref name="ByWords"/> then says what holds instead.</param>
/// <param name="ByWords">When, in words, for want of a date; null where nothing is awaited.</param>
public sealed record NextStep(string What, NextMover Who, DateTimeOffset? By, string? ByWords)
{
    private const string NoFixedTime = "This instrument names no fixed time.";
    private const string Minutes = "Usually within minutes. This page shows how far it is.";

    /// <summary>Who, as a page says it to the agency.</summary>
    public string WhoWords => Who switch
    {
        NextMover.Agency => "You",
        NextMover.LegalStaff => "Our legal staff",
        NextMover.Portal => "Portal, by itself",
        NextMover.Nobody => "Nobody",
        _ => throw new InvalidOperationException($"Unknown mover {Who}."),
    };

    public static NextStep Of(NextStepFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Status switch
        {
            RequestStatus.Draft => new("Finish the draft and submit it. Until then only your agency sees it and nothing is started.", NextMover.Agency, null, "Whenever you are ready: drafts are kept."),
            RequestStatus.Submitted => Early(facts, "We confirm that we have your request and begin to check where it comes from."),
            RequestStatus.IdentityCheck or RequestStatus.FraudHold => Early(facts, "We call your agency at the telephone number in our register, never at one that a request names, to confirm you and this request. Tell your switchboard to expect us."),
            RequestStatus.Triage when facts.Referred => Late(facts, "We check that the order is complete and names the content by its exact address, and pass it to our moderation desk. Nothing is disclosed."),
            RequestStatus.Triage => Late(facts, "We check that the order is complete, names accounts that exist and is addressed to the right company."),
            RequestStatus.NeedsInfo when facts.RefusalFormOpen => new("Read our form of Annex III and answer it: complete, correct or withdraw the certificate. Nothing moves until you do.", NextMover.Agency, null, AnswerWords(facts.AnswerBy)),
            RequestStatus.NeedsInfo => new("Answer our question. Nothing moves until you do, and a request that stays without an answer is closed.", NextMover.Agency, null, AnswerWords(facts.AnswerBy)),
            RequestStatus.UnderReview => Late(facts, "A lawyer reads the order and decides, line by line, what it may have."),
            RequestStatus.ScopeProposed => Late(facts, "A second lawyer, another person than the first, approves what is to be disclosed or sends it back."),
            RequestStatus.Approved => Late(facts, "The approved records are queued for extraction."),
            RequestStatus.NoticePeriod => new("We have told the account holder and wait for the notice period to end. Then the records are extracted.", NextMover.LegalStaff, facts.RespondBy, "When the notice period ends."),
            RequestStatus.AuthorityHold => new("The enforcing authority may raise grounds for refusal. When it clears the order, or its time runs out, the records are extracted.", NextMover.LegalStaff, facts.HoldEndsAt ?? facts.RespondBy, "When the enforcing authority clears the order or its time has run out."),
            RequestStatus.Queued or RequestStatus.Extracting or RequestStatus.ScopeVerified or RequestStatus.Sealed => Building(facts),
            RequestStatus.Released => new("Download the package and check its hash. After the last day it is no longer offered.", NextMover.Agency, facts.PackageExpiresAt, "Before the package expires."),
            RequestStatus.Downloaded or RequestStatus.Closed or RequestStatus.Expired when facts.ProcessOwedBy is { } owed =>
                new("Send the legal process that has to follow this emergency: file it as a request and name it on this page. Without it your agency is flagged.", NextMover.Agency, owed, null),
            RequestStatus.Downloaded => new("You have the package. It can be downloaded again until it expires; then we close the request.", NextMover.LegalStaff, facts.PackageExpiresAt, "When the package has expired."),
            RequestStatus.Recalled when facts.AwaitsDestruction => new("The package was recalled. Stop using every copy of it, destroy them and confirm on the package's page that you have.", NextMover.Agency, null, "At once."),
            RequestStatus.Recalled => Ended("The package was recalled and you have confirmed that your copies are destroyed. Nothing more is needed from you."),
            RequestStatus.Closed when facts.Referred => Ended("Our moderation desk has the order and decides on the content. It tells you and the person concerned what it did. Nothing was disclosed."),
            RequestStatus.Closed => Ended("The request is closed. Its decision and its log are kept; file a new request for anything further."),
            RequestStatus.Purged => Ended("The package has been deleted as our retention rules ask. The log of what was disclosed is kept."),
            RequestStatus.Rejected => Ended("We rejected the request; our letter below gives the reasons. Correct what it names and file a new request."),
            RequestStatus.RejectedFraud => Ended("We rejected the request because your agency did not confirm it. If that is wrong, ask your supervisor to write to us."),
            RequestStatus.WrongEntity => Ended("Another company holds these records; our letter below names it. Send the order there."),
            RequestStatus.NonExecution => Ended("The order is not executed; our letter below gives the reasons and who was told."),
            RequestStatus.ClosedNoReply => Ended("We closed the request because our question stayed without an answer. File a new request that answers it."),
            RequestStatus.Withdrawn => Ended("Your agency took the request back. Nothing was disclosed."),
            RequestStatus.Superseded => Ended("A later request has taken its place. Nothing more is disclosed under this one."),
            RequestStatus.Expired => Ended("The package was not downloaded in time and is no longer offered. File a new request, naming this one."),
            _ => throw new ArgumentOutOfRangeException(nameof(facts), facts.Status, "A status without a next step."),
        };
    }

    /// <summary>Before the agency has heard from us the acknowledgement's clock is the one that counts.</summary>
    private static NextStep Early(NextStepFacts facts, string what) =>
        facts.AwaitsCoSignature ? CoSignature(what) : new(what, NextMover.LegalStaff, facts.AcknowledgeBy ?? facts.RespondBy, NoFixedTime);

    private static NextStep Late(NextStepFacts facts, string what) =>
        facts.AwaitsCoSignature ? CoSignature(what) : new(what, NextMover.LegalStaff, facts.RespondBy, NoFixedTime);

    private static NextStep CoSignature(string meanwhile) =>
        new($"A supervisor of your agency, another person than the officer who filed, co-signs the emergency. Without it nothing can be disclosed. Meanwhile: {char.ToLowerInvariant(meanwhile[0])}{meanwhile[1..]}", NextMover.Agency, null, "At once.");

    private static NextStep Building(NextStepFacts facts) => facts.BuildStopped
        ? new("Building the package has stopped and our staff look into it. You need not do anything; nothing is lost.", NextMover.LegalStaff, facts.RespondBy, NoFixedTime)
        : new("The approved records are extracted, counted a second time, signed and sealed into a package for you.", NextMover.Portal, null, Minutes);

    private static string AnswerWords(DateOnly? day) => day is { } by
        ? string.Create(CultureInfo.InvariantCulture, $"By {by:d MMMM yyyy}, as our letter says.")
        : "As soon as you can: no date is set for your answer.";

    private static NextStep Ended(string what) => new(what, NextMover.Nobody, null, null);
}
