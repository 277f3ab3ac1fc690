using Portal.Core.Archive;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Building;

/// <summary>What every stage needs to know of the package it works on. The scope has been verified in this very run.</summary>
internal sealed record PackageInWork(BuildLease Lease, AuthorizedScope Scope, ArchiveMark Mark, PackageFacts Facts)
{
    public Guid Id => Lease.DisclosureId;

    public string Reference => Lease.PackageReference;
}

/// <summary>One stage of a build. It may be stopped anywhere and run again from its start or its last commit.</summary>
internal interface IBuildStage
{
    BuildStage Stage { get; }

    /// <summary>Does the stage and moves the row to the next one.</summary>
    Task RunAsync(PackageInWork package, CancellationToken ct);
}

/// <summary>
/// The build cannot go on until somebody has looked: what is wrong, in words for staff, never content. Trying again by itself
/// does not help.
/// </summary>
internal sealed class BuildStoppedException(string why) : Exception(why);
