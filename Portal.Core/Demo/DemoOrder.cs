using Portal.Core.Pdf;

namespace Portal.Core.Demo;

/// <summary>An invented search warrant as PDF, for the demo and the tour: what an officer would upload.</summary>
public static class DemoOrder
{
    /// <param name="named">What the order names: accounts or conversations.</param>
    public static MemoryStream Create(DemoWarrant warrant, IReadOnlyCollection<string> named)
    {
        ArgumentNullException.ThrowIfNull(warrant);
        ArgumentNullException.ThrowIfNull(named);
        var pdf = new MemoryStream();
        using var document = new PdfDocument(pdf, new PdfDocumentOptions
        {
            Title = $"Search warrant {warrant.Docket}",
            Author = "Superior Court of Washington for Ellis County (invented)",
            CreatedUtc = new DateTimeOffset(2026, 10, 5, 17, 0, 0, TimeSpan.Zero),
            PageSize = PageSize.Letter,
        });
        document.Heading(1, "Superior Court of Washington for Ellis County");
        document.Heading(2, $"Search warrant No. {warrant.Docket}");
        document.Paragraph("This order, its court and everybody in it are invented for demonstration.", ParagraphStyle.Caption);
        document.Paragraph("TO ANY PEACE OFFICER OF THE STATE OF WASHINGTON AND TO HARBOUR MESSAGING, INC.", ParagraphStyle.Lead);
        document.Paragraph("Upon the sworn application of Detective Dana Whitlock, Port Ellis Police Department, I find probable cause to believe that the records named below are evidence of theft in the first degree (RCW 9A.56.030) and wire fraud, committed in connection with the sale of marine engines that did not exist.");
        document.Heading(3, "Records to be produced");
        document.KeyValues(
        [
            .. named.Take(40).Select(n => new KeyValue("Account or conversation", n)),
            new KeyValue("Period", $"{warrant.From} to {warrant.To} ({warrant.Zone})"),
            new KeyValue("Content", "Direct messages sent and received, with sender, recipients and times"),
            new KeyValue("Case", "PE-2026-1183"),
        ]);
        if (named.Count > 40) document.Paragraph($"and {named.Count - 40} more, listed in attachment A.");
        document.Paragraph("The provider shall produce the records by 15 December 2026 to the officer named above.");
        if (warrant.SilentDays is { } days)
            document.Paragraph($"Pursuant to 18 U.S.C. § 2705(b), the provider shall not notify any person of this warrant for {days} days from its service.");
        document.Paragraph("Dated 5 October 2026, at Port Ellis.");
        document.Paragraph("Hon. Miriam Calloway, Judge of the Superior Court");
        document.Finish();
        pdf.Position = 0;
        return pdf;
    }
}
