using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>An agency asks to keep the records of accounts until its order arrives. Nothing is disclosed by it.</summary>
public sealed class RequestPreservation(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    public const int MostTargets = 20;

    private const int LongestCaseNumber = 200;

    /// <summary>The rule book's name for the agency's own number, which every preservation is asked for.</summary>
    private const string CaseNumberKey = "agencyCaseNumber";

    /// <param name="Instrument">A code that has a <see cref="PreservationTerm"/>.</param>
    /// <param name="Identifier">Of one account; of several, one a line.</param>
    /// <param name="Window">UTC, half-open; of records that exist already.</param>
    public sealed record Input(string? Instrument, IdentifierKind? IdentifierKind, string? Identifier, UtcWindow? Window, string? CaseNumber)
    {
        /// <summary>What is to be kept; at least one of what the archive can hold.</summary>
        public ImmutableArray<DataCategory> Categories { get; init; } = [DataCategory.Subscriber, DataCategory.Interaction, DataCategory.ContentDm];

        /// <summary>What the instrument's fields say, by key, as typed.</summary>
        public IReadOnlyDictionary<string, string?> Fields { get; init; } = ImmutableDictionary<string, string?>.Empty;
    }

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
                var problems = new List<RuleViolation>();
                var term = PreservationTerm.Find(input.Instrument, DateOnly.FromDateTime(now.UtcDateTime));
                if (term is null)
                    problems.Add(new RuleViolation("instrument.not-preservation", "Choose the instrument you preserve under: a US preservation letter or a European Preservation Order.", nameof(input.Instrument)));
                var targets = Targets(input, problems);
                if (ProblemOf(input.Window, now) is { } window) problems.Add(window);
                if (input.Categories.IsDefaultOrEmpty || input.Categories.Any(c => !PreservationWords.CanBeKept.Contains(c)))
                    problems.Add(new RuleViolation("categories.missing", "Choose at least one kind of record to be kept.", nameof(input.Categories)));
                if (string.IsNullOrWhiteSpace(input.CaseNumber) || input.CaseNumber.Trim().Length > LongestCaseNumber || input.CaseNumber.Any(char.IsControl))
                    problems.Add(new RuleViolation("case-number.missing", $"Enter your case number, in at most {LongestCaseNumber} characters.", nameof(input.CaseNumber)));
                var fields = term is null ? null : Fields(input, term, problems);
                if (problems.Count > 0) throw RuleViolation.Of(problems);

                var reference = await db.NextReferenceAsync("PV", now, ct);
                var preservation = new PreservationRequest(reference, agency, actor, input.Instrument!, targets[0], input.Window!.Value, input.CaseNumber!.Trim(), now)
                {
                    Categories = [.. input.Categories],
                    OrderFields = fields!,
                };
                db.Preservations.Add(preservation);
                db.Snapshots.AddRange(targets.Select((target, at) => new PreservationSnapshot(preservation.Id, at + 1, target, now)));
                audit.Record(new PreservationRequested(preservation.Id, reference, preservation.Instrument, [.. targets], [.. preservation.Categories], input.Window.Value, preservation.CaseNumber), actor);
                return new Result(preservation.Id, reference);
            },
            ct);
    }

    private static List<AccountIdentifier> Targets(Input input, List<RuleViolation> problems)
    {
        var targets = new List<AccountIdentifier>();
        var typed = input.Identifier?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } several ? several : [""];
        if (typed.Length > MostTargets)
            problems.Add(new RuleViolation("identifier.too-many", $"Name at most {MostTargets} accounts, and ask again for the others.", nameof(input.Identifier)));
        foreach (var one in typed.Take(MostTargets))
        {
            try
            {
                var target = TargetIdentifiers.Read(input.IdentifierKind, one, nameof(input.IdentifierKind), nameof(input.Identifier));
                if (!targets.Contains(target)) targets.Add(target);
            }
            catch (RuleViolation wrong)
            {
                problems.Add(wrong);
            }
        }
        return targets;
    }

    private ImmutableSortedDictionary<string, string> Fields(Input input, PreservationTerm term, List<RuleViolation> problems)
    {
        try
        {
            var typed = new Dictionary<string, string?>(input.Fields, StringComparer.Ordinal) { [CaseNumberKey] = input.CaseNumber };
            var read = law.ReadFields(term.Instrument, typed);
            problems.AddRange(law.FieldProblems(term.Rule, read).Where(p => p.Field != CaseNumberKey));
            return read;
        }
        catch (RuleViolation wrong)
        {
            problems.AddRange(wrong.All);
            return ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        }
    }

    private static RuleViolation? ProblemOf(UtcWindow? window, DateTimeOffset now)
    {
        if (window is not { } span) return new RuleViolation("window.missing", "Enter from when to when the records are to be kept.", nameof(Input.Window));
        return span.EndUtc > now
            ? new RuleViolation("window.future", "The window reaches into the future. A preservation keeps what exists today: end it now or earlier, and ask again for later records.", nameof(Input.Window))
            : null;
    }
}
