using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Tests.Architecture;

/// <summary>What reviewers should not have to say twice.</summary>
public sealed partial class SmallHabitsTests
{
    private const int LongestFile = 400;
    private const int LongestController = 100;
    private const int MostActions = 5;

    private static readonly string[] Programs = ["Portal.Core", "Portal.Jobs", "Portal.Web"];
    private static readonly string[] Written = [.. Programs, "Portal.Tests"];

    /// <summary>Plain records that another record extends: a filter and the page that shows it, a statement and a verdict that is one.</summary>
    private static readonly string[] Extended = ["Portal.Core.Legal.Reading.StatementDocument", "Portal.Web.Features.Audit.AuditSearchForm", "Portal.Web.Features.Review.QueueForm"];

    [Fact]
    public void ConcreteTypes_InThePrograms_AreSealedOrStatic()
    {
        var open = CompiledCode.All.SelectMany(CompiledCode.TypesWrittenIn)
            .Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false })
            // Written by the tools of the framework, once for every migration.
            .Where(t => !typeof(Migration).IsAssignableFrom(t) && t.Namespace?.Contains(".Migrations", StringComparison.Ordinal) != true);

        Assert.Equal(Extended, open.Select(t => t.FullName!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Types_InThePrograms_AreNamedAfterWhatTheyAre()
    {
        var vague = CompiledCode.All.SelectMany(CompiledCode.TypesWrittenIn).Where(t => VagueName().IsMatch(t.Name.Split('`')[0]));

        Assert.Empty(vague.Select(t => t.FullName));
    }

    [Fact]
    public void Interfaces_InCore_AreForWhatLeavesTheProcessOrHasSeveralForms() =>
        Assert.Equal(
            ["IAccountNotifier", "IBlobStore", "IBuildStage", "ICertificateComposer", "IDocumentSigner", "IKeyVault", "ILetter", "IMailSender", "IMalwareScanner", "IMessageArchive", "IRevocationLists", "ITimestampAuthority", "ITranscriptComposer"],
            CompiledCode.TypesWrittenIn(CompiledCode.Core).Where(t => t.IsInterface && t.DeclaringType is null).Select(t => t.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Sources_OfEveryKind_AreFinishedAndShort()
    {
        var faults = new List<string>();
        foreach (var (path, text) in SourceFiles.Of(Written, ".cs", ".cshtml", ".js", ".css"))
        {
            if (!path.StartsWith("Portal.Tests/Architecture/", StringComparison.Ordinal) && Unfinished().Match(text) is { Success: true } left) faults.Add($"{path} says {left.Value}");
            var lines = text.AsSpan().Count('\n');
            if (path.EndsWith(".cs", StringComparison.Ordinal) && lines > LongestFile) faults.Add($"{path} has {lines} lines");
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Controllers_InTheWeb_AreThin()
    {
        var controllers = CompiledCode.Web.GetTypes().Where(t => typeof(ControllerBase).IsAssignableFrom(t) && !t.IsAbstract).ToList();
        var busy = controllers.Where(t => ActionsOf(t).Count() > MostActions).Select(t => $"{t.Name} has {ActionsOf(t).Count()} actions");
        var @long = SourceFiles.Of(["Portal.Web"], "Controller.cs").Where(f => f.Text.AsSpan().Count('\n') > LongestController).Select(f => f.Path);

        Assert.NotEmpty(controllers);
        Assert.Empty(busy);
        Assert.Empty(@long);
    }

    /// <summary>Bind, one use case or query, redirect or view: the law and the data are elsewhere.</summary>
    [Fact]
    public void Controllers_InTheWeb_NeverTouchTheDatabase()
    {
        var touching = CompiledCode.Web.GetTypes().Where(t => typeof(ControllerBase).IsAssignableFrom(t))
            .Where(t => CompiledCode.TypesKnownTo(t).Any(known => known.Namespace?.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) == true || known == typeof(Portal.Core.Storage.PortalDb)));

        Assert.Empty(touching.Select(t => t.FullName));
    }

    [Fact]
    public void Controllers_InTheWeb_LeaveExceptionsAndStatusesToTheEdge()
    {
        var faults = SourceFiles.Of(["Portal.Web"], "Controller.cs")
            .Where(f => f.Text.Contains("catch (", StringComparison.Ordinal) || StatusQuestion().IsMatch(f.Text));

        Assert.Empty(faults.Select(f => f.Path));
    }

    [Fact]
    public void RawSql_OutsideArchiveAndStorage_IsNotThere()
    {
        var writers = CompiledCode.Mentions
            .Where(m => IsRawSql(m.What))
            .Where(m => !IsIn(m.By, "Portal.Core.Archive") && !IsIn(m.By, "Portal.Core.Storage"))
            .Select(m => $"{m.By.FullName} calls {m.What.DeclaringType!.Name}.{m.What.Name}")
            .Distinct();

        Assert.Empty(writers);
    }

    [Fact]
    public void Views_InTheWeb_HoldNoRawHtmlAndNoInlineCode()
    {
        var faults = SourceFiles.Of(["Portal.Web"], ".cshtml")
            .SelectMany(f => InlineCode().Matches(f.Text).Select(m => $"{f.Path}: {m.Value.Trim()}"))
            .ToList();

        Assert.Empty(faults);
    }

    [Fact]
    public void Sources_InTheWeb_LoadNothingFromElsewhere()
    {
        var faults = SourceFiles.Of(["Portal.Web"], ".cshtml", ".css", ".js")
            .SelectMany(f => FromElsewhere().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}"));

        Assert.Empty(faults);
    }

    /// <summary>Subject_Condition_Result; where it holds under any condition, Subject_Result.</summary>
    [Fact]
    public void Tests_OfAllClasses_AreNamedBySubjectConditionAndResult()
    {
        var unlike = typeof(SmallHabitsTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.IsDefined(typeof(FactAttribute), inherit: true) && !TestName().IsMatch(m.Name));

        Assert.Empty(unlike.Select(m => $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    [Fact]
    public void InlineCode_WhereItIs_IsSeen()
    {
        // The pattern above must be able to fail, and must let data-* and tag helpers' words pass.
        Assert.All(["<p style=\"x\">", "<script>go()</script>", "<a onclick=\"x\">", "@Html.Raw(x)", "<a href=\"javascript:x\">", "<style>"], bad => Assert.Matches(InlineCode(), bad));
        Assert.All(["<script src=\"~/js/a.js\" type=\"module\"></script>", "<p-field button=\"x\" data-on=\"y\">", "<p-step condition=\"x\">"], good => Assert.DoesNotMatch(InlineCode(), good));
    }

    private static IEnumerable<MethodInfo> ActionsOf(Type controller) =>
        controller.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && m.GetBaseDefinition() == m && !m.IsDefined(typeof(NonActionAttribute)));

    private static bool IsRawSql(MemberInfo member) =>
        member.DeclaringType is { } owner
        && ((owner.Namespace == "Microsoft.EntityFrameworkCore" && (member.Name.StartsWith("FromSql", StringComparison.Ordinal) || member.Name.StartsWith("ExecuteSql", StringComparison.Ordinal) || member.Name.StartsWith("SqlQuery", StringComparison.Ordinal)))
            || (typeof(System.Data.IDbCommand).IsAssignableFrom(owner) && member.Name == "set_CommandText")
            || member.Name == nameof(System.Data.IDbConnection.CreateCommand) && typeof(System.Data.IDbConnection).IsAssignableFrom(owner));

    private static bool IsIn(Type type, string @namespace) =>
        type.Namespace is { } its && (its == @namespace || its.StartsWith(@namespace + ".", StringComparison.Ordinal));

    [GeneratedRegex("(Manager|Helper|Helpers|Base|Utils?|Utility|Utilities|Common|Misc|Impl)$|^(Common|Util|Helper|Base)[A-Z]")]
    private static partial Regex VagueName();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Z0-9][A-Za-z0-9]*)+$")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"if \([^)]*\bStatus\b\s*(==|!=|is)")]
    private static partial Regex StatusQuestion();

    [GeneratedRegex(@"Html\.Raw|<style[\s>]|<script(?![^>]*\ssrc=)[^>]*>|<script[^>]*>\s*[^\s<]|<[^>]*\s(?:style|on[a-z]+)\s*=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();

    [GeneratedRegex("""(?:src|href|url\(|import|from)\s*[=(]?\s*["']?(?:https?:)?//[^\s"')]+""")]
    private static partial Regex FromElsewhere();
}
