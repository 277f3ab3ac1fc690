using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notifications;

/// <summary>
/// Queues mails in the transaction that is open: they go out if it commits, and never if it does not. Whoever is suspended gets none. A
/// reminder (<see cref="MailKinds.IsReminder"/>) is queued once for each person, thing and date, however often it is asked for.
/// </summary>
public sealed class MailQueue(PortalDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>To the officer who filed the request.</summary>
    public Task ToOfficerAsync(LegalRequest request, MailKind kind, CancellationToken ct) => ToOfficerAsync(request, kind, null, ct);

    /// <inheritdoc cref="ToOfficerAsync(LegalRequest, MailKind, CancellationToken)"/>
    public async Task ToOfficerAsync(LegalRequest request, MailKind kind, MailDue? due, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await ToPersonAsync(request.OfficerId, MailAbout.Of(request), kind, due, ct);
    }

    /// <summary>To every supervisor of the request's agency but the person who filed it.</summary>
    public Task ToSupervisorsAsync(LegalRequest request, MailKind kind, CancellationToken ct) => ToSupervisorsAsync(request, kind, null, ct);

    /// <inheritdoc cref="ToSupervisorsAsync(LegalRequest, MailKind, CancellationToken)"/>
    public async Task ToSupervisorsAsync(LegalRequest request, MailKind kind, MailDue? due, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var people = await db.People.AsNoTracking().Where(p => p.AgencyId == request.AgencyId && p.Id != request.OfficerId && !p.Suspended).ToListAsync(ct);
        await PostAsync(people.Where(p => p.Roles.Contains(Role.Supervisor)), MailAbout.Of(request), kind, due, ct);
    }

    /// <summary>To the person the request is assigned to; where it is nobody's, to all who hold the permission that its next step needs.</summary>
    public Task ToLegalStaffAsync(LegalRequest request, MailKind kind, CancellationToken ct) => ToLegalStaffAsync(request, kind, null, ct);

    /// <inheritdoc cref="ToLegalStaffAsync(LegalRequest, MailKind, CancellationToken)"/>
    public async Task ToLegalStaffAsync(LegalRequest request, MailKind kind, MailDue? due, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var staff = await StaffAsync(ct);
        var assigned = staff.Where(p => p.Id == request.AssignedToId).ToList();
        var needed = PermissionNeededNext(request.Status);
        await PostAsync(assigned.Count > 0 ? assigned : staff.Where(p => Holds(p, needed)), MailAbout.Of(request), kind, due, ct);
    }

    /// <summary>To all who may approve, save the person who brought the request to where a second one is needed.</summary>
    public async Task ToApproversAsync(LegalRequest request, MailKind kind, MailDue? due, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var staff = await StaffAsync(ct);
        await PostAsync(staff.Where(p => p.Id != request.StatusById && Holds(p, Permission.ApproveScope)), MailAbout.Of(request), kind, due, ct);
    }

    /// <summary>To everybody on call for emergencies.</summary>
    public async Task ToOnCallAsync(LegalRequest request, MailKind kind, MailDue? due, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var staff = await StaffAsync(ct);
        await PostAsync(staff.Where(p => p.Roles.Contains(Role.EmergencyOnCall)), MailAbout.Of(request), kind, due, ct);
    }

    /// <summary>To one person, about a request or a preservation.</summary>
    public async Task ToPersonAsync(Guid personId, MailAbout about, MailKind kind, MailDue? due, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(about);
        var person = await db.People.AsNoTracking().Where(p => p.Id == personId && !p.Suspended).ToListAsync(ct);
        await PostAsync(person, about, kind, due, ct);
    }

    private async Task PostAsync(IEnumerable<Person> people, MailAbout about, MailKind kind, MailDue? due, CancellationToken ct)
    {
        foreach (var person in people)
        {
            if (MailKinds.IsReminder(kind) && due is not { Repeated: true } && await IsToldAsync(person.Id, about, kind, due, ct)) continue;
            db.Post(audit, about, kind, new MailRecipient(person.Id, person.Name, person.AgencyId is null), due, clock.GetUtcNow());
        }
    }

    private Task<bool> IsToldAsync(Guid personId, MailAbout about, MailKind kind, MailDue? due, CancellationToken ct)
    {
        var (at, day) = (due?.At, due?.Day);
        return db.Mails.AnyAsync(m => m.SubjectId == about.Id && m.Kind == kind && m.PersonId == personId && m.DueAt == at && m.DueDay == day, ct);
    }

    private async Task<List<Person>> StaffAsync(CancellationToken ct) =>
        await db.People.AsNoTracking().Where(p => p.AgencyId == null && !p.Suspended).OrderBy(p => p.Id).ToListAsync(ct);

    /// <summary>Of the table's first step that legal staff can take from here; where there is none, writing to the agency.</summary>
    private static Permission PermissionNeededNext(RequestStatus status) =>
        RequestTransitions.All
            .Where(row => row.From == status && RolePermissions.Of(Role.LegalApprover).Contains(row.Permission))
            .Select(row => (Permission?)row.Permission)
            .FirstOrDefault() ?? Permission.CorrespondWithAgency;

    private static bool Holds(Person person, Permission permission) => person.Roles.Any(role => RolePermissions.Of(role).Contains(permission));
}
