using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>An agency asks to keep an account's records until its order arrives. Nothing is disclosed by it.</summary>
public sealed class RequestPreservation(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    private const int LongestCaseNumber = 200;

    /// <param name="Instrument">A code that has a <see cref="PreservationTerm"/>.</param>
    /// <param name="Window">UTC, half-open; of records that exist already.</param>
    public sealed record Input(string? Instrument, IdentifierKind? IdentifierKind, string? Identifier, UtcWindow? Window, string? CaseNumber);

    public sealed record Result(Guid Id, string Reference);

    /// <exception cref="RuleViolation">Fields that are missing or wrong, all of them at once.</exception>
    public Task<Result> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            requestId: null,
            "ask for a preservation",
            async () =>
            {
                actor.Demand(Permission.RequestPreservation);
                var agency = await db.Agencies.FirstOrDefaultAsync(a => a.Id == actor.AgencyId, ct) ?? throw new NotVisible("agency");
                if (agency.Status != AgencyStatus.Active)
                    throw new RuleViolation("agency.not-active", $"{agency.Name} is not an active agency in the register. Ask your supervisor to have it activated.");
                var now = clock.GetUtcNow();
                var (target, problems) = Read(input, now);
                if (problems.Count > 0) throw RuleViolation.Of(problems);

                var reference = await db.NextReferenceAsync("PV", now, ct);
                var preservation = new PreservationRequest(reference, agency, actor, input.Instrument!, target!, input.Window!.Value, input.CaseNumber!.Trim(), now);
                db.Preservations.Add(preservation);
                audit.Record(new PreservationRequested(preservation.Id, reference, preservation.Instrument, target!, input.Window.Value, preservation.CaseNumber), actor);
                return new Result(preservation.Id, reference);
            },
            ct);
    }

    private static (AccountIdentifier? Target, List<RuleViolation> Problems) Read(Input input, DateTimeOffset now)
    {
        var problems = new List<RuleViolation>();
        AccountIdentifier? target = null;
        if (PreservationTerm.Find(input.Instrument) is null)
            problems.Add(new RuleViolation("instrument.not-preservation", "Choose the instrument you preserve under: a US preservation letter or a European Preservation Order.", nameof(input.Instrument)));
        try
        {
            target = TargetIdentifiers.Read(input.IdentifierKind, input.Identifier, nameof(input.IdentifierKind), nameof(input.Identifier));
        }
        catch (RuleViolation wrong)
        {
            problems.Add(wrong);
        }
        if (ProblemOf(input.Window, now) is { } window) problems.Add(window);
        if (string.IsNullOrWhiteSpace(input.CaseNumber) || input.CaseNumber.Trim().Length > LongestCaseNumber || input.CaseNumber.Any(char.IsControl))
            problems.Add(new RuleViolation("case-number.missing", $"Enter your case number, in at most {LongestCaseNumber} characters.", nameof(input.CaseNumber)));
        return (target, problems);
    }

    private static RuleViolation? ProblemOf(UtcWindow? window, DateTimeOffset now)
    {
        if (window is not { } span) return new RuleViolation("window.missing", "Enter from when to when the records are to be kept.", nameof(Input.Window));
        return span.EndUtc > now
            ? new RuleViolation("window.future", "The window reaches into the future. A preservation keeps what exists today: end it now or earlier, and ask again for later records.", nameof(Input.Window))
            : null;
    }
}
