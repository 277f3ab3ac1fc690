using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Demo;

/// <summary>Puts the demo's agencies and people into an embedded database. Doing it again changes nothing.</summary>
public sealed class DemoWorld(PortalDb db, UnitOfWork unit, AuditTrail audit)
{
    /// <exception cref="InvalidOperationException">The database is not the embedded one.</exception>
    public Task EnsureAsync(CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
            throw new InvalidOperationException("The demo has public passwords and goes into the embedded database only.");
        return unit.RunAsync(
            Actor.Worker("demo"),
            null,
            "set up the demo",
            async () =>
            {
                if (await db.People.AnyAsync(ct)) return;
                var agencies = DemoPeople.Agencies.ToDictionary(
                    a => a.Name,
                    a => new Agency(a.Name, "US", a.Level, a.Address, a.Telephone, a.Source, [a.Domain], a.Zone, AgencyStatus.Active));
                db.Agencies.AddRange(agencies.Values);
                db.People.AddRange(DemoPeople.All.Select(p => new Person(p.Email, p.Name, p.Post, [p.Role], p.Agency is null ? null : agencies[p.Agency].Id)));
                audit.Record(new DemoSetUp(agencies.Count, DemoPeople.All.Length), Actor.Worker("demo"));
            },
            ct);
    }

    /// <summary>A demo person as an actor, for the tour and for demo data.</summary>
    public async Task<Actor> ActorAsync(DemoPerson person, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(person);
        var email = Person.Normalize(person.Email);
        return (await db.People.AsNoTracking().SingleAsync(p => p.NormalizedEmail == email, ct)).ActingFrom("demo");
    }
}

[AuditName("demo.set-up")]
public sealed record DemoSetUp(int Agencies, int People) : AuditEvent
{
    public override string Sentence => $"Set up the demo with {Agencies} agencies and {People} people.";
}
