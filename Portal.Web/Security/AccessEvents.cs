using Portal.Core.Audit;

namespace Portal.Web.Security;

[AuditName("person.added")]
public sealed record PersonAdded(Guid PersonId, string Person, IReadOnlyList<string> Roles) : AuditEvent
{
    public override string Sentence => $"Added {Person} as {string.Join(", ", Roles)}.";
}

[AuditName("person.changed")]
public sealed record PersonChanged(Guid PersonId, string Person, IReadOnlyList<string> Changed) : AuditEvent
{
    public override string Sentence => $"Changed of {Person}: {string.Join(", ", Changed)}.";
}

[AuditName("access.signed-in")]
public sealed record SignedIn(Guid PersonId, string Person) : AuditEvent
{
    public override string Sentence => $"{Person} signed in with password and code.";
}

[AuditName("access.sign-in-failed")]
public sealed record SignInFailed(string EmailTried, string Why) : AuditEvent
{
    public override string Sentence => $"Sign-in failed for {EmailTried}: {Why}.";
}

[AuditName("access.signed-out")]
public sealed record SignedOut(Guid PersonId, string Person) : AuditEvent
{
    public override string Sentence => $"{Person} signed out.";
}

[AuditName("access.denied")]
public sealed record AccessDenied(string Method, string Path, string Why) : AuditEvent
{
    public override string Sentence => $"Denied {Method} {Path}: {Why}.";
}
