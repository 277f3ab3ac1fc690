using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Tests.Architecture;

/// <summary>Web knows Core, Jobs knows Core, Core knows neither; law, tables, aggregates and scopes know no database; the PDF library knows no law.</summary>
public sealed class WhoMayKnowWhomTests
{
    [Fact]
    public void Core_AsCompiled_ReferencesNeitherWebNorJobsNorAspNetNorHangfire()
    {
        var references = CompiledCode.Core.GetReferencedAssemblies().Select(a => a.Name!).ToArray();

        Assert.Contains("Microsoft.EntityFrameworkCore", references);
        Assert.DoesNotContain(references, name => IsForbiddenToCore(name));
    }

    [Fact]
    public void Core_InAllItsCode_NeverUsesAClaimsPrincipal()
    {
        var users = CompiledCode.Core.GetTypes()
            .Where(t => CompiledCode.TypesKnownTo(t).Any(known => known.Namespace == typeof(ClaimsPrincipal).Namespace));

        Assert.Empty(users.Select(t => t.FullName));
    }

    [Fact]
    public void Jobs_AsCompiled_ReferencesNeitherWebNorAspNet()
    {
        var references = CompiledCode.Jobs.GetReferencedAssemblies().Select(a => a.Name!).ToArray();

        Assert.Contains("Portal.Core", references);
        Assert.DoesNotContain(references, name => name == "Portal.Web" || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void Web_NamesJobs_InProgramAlone()
    {
        var namers = CompiledCode.Web.GetTypes()
            .Where(t => t.DeclaringType is null && CompiledCode.TypesKnownTo(t).Any(known => known.Assembly == CompiledCode.Jobs));

        Assert.Equal(["Program"], namers.Select(t => t.FullName));
    }

    [Fact]
    public void Web_InAllItsCode_NeverNamesTheJobServer() =>
        Assert.DoesNotContain(CompiledCode.Web.GetReferencedAssemblies(), a => a.Name!.StartsWith("Hangfire", StringComparison.Ordinal));

    [Fact]
    public void Pdf_InAllItsCode_KnowsNoOtherRoomOfTheHouse() =>
        Assert.Empty(Strangers(CompiledCode.TypesWrittenIn(CompiledCode.Core).Where(t => IsIn(t, "Portal.Core.Pdf")), known =>
            IsIn(known, "Portal.Core") && !IsIn(known, "Portal.Core.Pdf")));

    [Fact]
    public void Legal_InAllItsCode_KnowsNoDatabaseAndNoOtherRoom() =>
        Assert.Empty(Strangers(CompiledCode.TypesWrittenIn(CompiledCode.Core).Where(t => IsIn(t, "Portal.Core.Legal")), known =>
            IsDatabase(known) || (IsIn(known, "Portal.Core") && !IsIn(known, "Portal.Core.Legal") && !IsIn(known, "Portal.Core.Access"))));

    [Fact]
    public void TransitionTablesAndSignedScopes_InAllTheirCode_KnowNoDatabase() =>
        Assert.Empty(Strangers(
            [
                typeof(RequestTransitions), typeof(RequestTransition), typeof(RequestLaw), typeof(NextStep), typeof(PreservationTerm),
                typeof(AuthorizedScope), typeof(ScopeStatement), typeof(ScopeSigner), typeof(SignedScope), typeof(ScopeLine), typeof(ScopeCut), typeof(RecordSelector),
            ],
            IsDatabase));

    [Fact]
    public void Aggregates_InAllTheirCode_KnowNoDatabase()
    {
        using var db = new SqlitePortalDb(new DbContextOptionsBuilder<SqlitePortalDb>().UseSqlite("Data Source=:memory:").Options);
        var aggregates = db.Model.GetEntityTypes().Select(e => e.ClrType).Where(t => !IsIn(t, "Portal.Core.Storage")).Distinct().ToList();

        Assert.Contains(typeof(LegalRequest), aggregates);
        Assert.Empty(Strangers(aggregates, IsDatabase));
    }

    /// <summary>The feature rooms of Core that hold mere bytes and keys are below all others: blobs and keys know no request.</summary>
    [Fact]
    public void BlobsAndKeys_InAllTheirCode_KnowNoDatabaseAndNoRequest() =>
        Assert.Empty(Strangers(CompiledCode.TypesWrittenIn(CompiledCode.Core).Where(t => IsIn(t, "Portal.Core.Storage.Blobs") || IsIn(t, "Portal.Core.Storage.Keys")), known =>
            IsIn(known, "Microsoft.EntityFrameworkCore") || known == typeof(PortalDb) || IsIn(known, "Portal.Core.Requests")));

    private static IEnumerable<string> Strangers(IEnumerable<Type> types, Func<Type, bool> isStranger) =>
        types.SelectMany(t => CompiledCode.TypesKnownTo(t).Where(isStranger).Select(known => $"{t.FullName} knows {known.FullName}")).Distinct().Order(StringComparer.Ordinal);

    private static bool IsForbiddenToCore(string assembly) =>
        assembly is "Portal.Web" or "Portal.Jobs"
        || assembly.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.Extensions.Identity", StringComparison.Ordinal)
        || assembly.StartsWith("Hangfire", StringComparison.Ordinal);

    private static bool IsDatabase(Type type) =>
        IsIn(type, "Microsoft.EntityFrameworkCore") || IsIn(type, "Microsoft.Data") || IsIn(type, "System.Data") || IsIn(type, "Portal.Core.Storage");

    private static bool IsIn(Type type, string @namespace) =>
        type.Namespace is { } its && (its == @namespace || its.StartsWith(@namespace + ".", StringComparison.Ordinal));
}
