using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Archive;
using Portal.Core.Legal;
using Portal.Core.Pdf;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>The pages before the messages: what this is, what was authorised and by whom, what was withheld, whose accounts.</summary>
internal static class TranscriptCover
{
    /// <param name="where">Where the messages stand, after their number; "" where they follow in this file.</param>
    public static void Write(PdfDocument document, TranscriptContent content, string where, bool signatureTrusted)
    {
        document.Heading(1, $"Disclosure {content.Package.PackageReference}");
        document.Paragraph($"Records disclosed to {content.Package.Agency} under {content.Package.Instrument}.", ParagraphStyle.Lead);
        if (!signatureTrusted) WarnOfDevelopmentCertificate(document);
        document.KeyValues(
        [
            new("Request", content.Package.RequestReference),
            new("Agency", content.Package.Agency),
            new("Instrument", content.Package.Instrument),
            new("Rule book", content.Scope.RuleBookVersion),
            new("Law", string.Join("; ", content.Scope.Citations)),
            new("Messages", Number(content.RecordCount) + where),
            new("Withheld", Number(content.Withheld.Sum(w => w.Count))),
            new("Source", $"{content.Package.Archive}, up to sequence {Number(content.Package.ArchiveMark)}"),
            new("Made", $"{Stamp(content.CreatedUtc)} UTC"),
            new("Scope", content.Package.ScopeSha256, Fixed: true),
            new("Disclosed by", content.Package.Employer),
        ]);
        WriteScope(document, content.Scope);
        WriteWithheld(document, content.Withheld);
        WriteAccounts(document, content.Accounts);
    }

    public static void WarnOfDevelopmentCertificate(PdfDocument document) =>
        document.Callout(
            "Development certificate",
            "This file is signed and time-stamped with certificates made for development. They are not trusted by anybody, and prove nothing about who signed.",
            CalloutTone.Warning);

    private static void WriteScope(PdfDocument document, ScopeStatement scope)
    {
        document.Heading(1, "Scope as authorised");
        document.Paragraph("Nothing outside these lines is in this package. Windows are in UTC and half-open: the start is inside, the end is not.", ParagraphStyle.Caption);
        using (var table = document.BeginTable(new TableColumn("Line"), new TableColumn("Target", 3), new TableColumn("Category", 3), new TableColumn("From", 3), new TableColumn("Until", 3), new TableColumn("Further limits", 4)))
        {
            foreach (var line in scope.Lines)
            {
                if (line.Authorised() is { } authorised)
                    table.Row(line.LineId, line.TargetLabel, DataCategories.Name(authorised.Category), Stamp(authorised.Window.StartUtc), Stamp(authorised.Window.EndUtc), Limits(authorised));
                else
                    table.Row(line.LineId, line.TargetLabel, DataCategories.Name(line.Requested.Category), "–", "–", "Nothing authorised");
            }
        }
        WriteThirdParties(document, scope);
        document.Heading(2, "Approvals");
        using var approvals = document.BeginTable(new TableColumn("Who", 3), new TableColumn("Role", 3), new TableColumn("Step", 3), new TableColumn("When (UTC)", 3));
        foreach (var approval in scope.Approvals) approvals.Row(approval.Name, approval.Role, approval.Step, Stamp(approval.AtUtc));
    }

    /// <summary>Scopes from before the decision was asked for hold none, and say nothing of it.</summary>
    private static void WriteThirdParties(PdfDocument document, ScopeStatement scope)
    {
        if (scope.ThirdParties.IsEmpty) return;
        document.Heading(2, "Messages of third parties");
        document.Paragraph("What other people wrote to the account, or received from it, is disclosed only as decided here.", ParagraphStyle.Caption);
        using var table = document.BeginTable(new TableColumn("Line"), new TableColumn("Disclosed", 4), new TableColumn("Reason", 4), new TableColumn("In this case", 6));
        foreach (var decision in scope.ThirdParties) table.Row(decision.LineId, ThirdPartyDecision.Of(decision.Disclosure), decision.ReasonName, decision.Words);
    }

    private static void WriteWithheld(PdfDocument document, ImmutableArray<Records.WithheldRow> withheld)
    {
        document.Heading(1, "What was withheld");
        if (withheld.IsEmpty)
        {
            document.Paragraph("Nothing that the order asks for was withheld.");
            return;
        }
        using var table = document.BeginTable(new TableColumn("Line"), new TableColumn("Target", 4), new TableColumn("Category", 3), new TableColumn("Reason", 5), new TableColumn("Records", 2, ColumnAlign.End));
        foreach (var row in withheld) table.Row(row.LineId, row.Target, DataCategories.Name(row.Category), row.Reason, Number(row.Count));
    }

    private static void WriteAccounts(PdfDocument document, ImmutableArray<AccountRecord> accounts)
    {
        if (accounts.IsEmpty) return;
        document.Heading(1, "Subscriber records");
        document.Paragraph("What account holders state about themselves is not verified.", ParagraphStyle.Caption);
        foreach (var account in accounts)
        {
            document.Heading(2, account.Handle);
            document.KeyValues(
            [
                new("Account id", account.AccountId, Fixed: true),
                new("Display name", account.DisplayName ?? "–"),
                new("E-mail", account.Email ?? "–"),
                new("Telephone", account.Phone ?? "–"),
                new("Created", account.CreatedUtc is { } created ? Stamp(created) : "–"),
                .. account.Handles.Select(h => new KeyValue("Handle", new MixedText("", h.Handle, $", {Stamp(h.FromUtc)} to {(h.UntilUtc is { } until ? Stamp(until) : "now")}"))),
                new("Let out by line", account.AuthorisationLine),
            ]);
        }
    }

    private static string Limits(RecordSelector selector)
    {
        var limits = new List<string>();
        if (selector.Direction != Direction.Both) limits.Add(selector.Direction == Direction.Sent ? "sent only" : "received only");
        if (selector.ConversationId is { } conversation && selector.AccountId is not null) limits.Add($"conversation {conversation}");
        if (!selector.OnlyCounterparties.IsEmpty) limits.Add($"only with {string.Join(", ", selector.OnlyCounterparties)}");
        if (!selector.ExceptCounterparties.IsEmpty) limits.Add($"except with {string.Join(", ", selector.ExceptCounterparties)}");
        return limits.Count == 0 ? "–" : string.Join("; ", limits);
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
