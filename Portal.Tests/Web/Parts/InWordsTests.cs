using Portal.Web.Features.Shared.Parts;

namespace Portal.Tests.Web.Parts;

public sealed class InWordsTests
{
    [Theory]
    [InlineData("00:00:30", "less than a minute")]
    [InlineData("00:01:00", "1 minute")]
    [InlineData("05:59:59", "5 hours 59 minutes")]
    [InlineData("18:59:00", "18 hours")]
    [InlineData("1.00:30:00", "1 day")]
    [InlineData("2.04:00:00", "2 days 4 hours")]
    [InlineData("12.23:00:00", "12 days")]
    [InlineData("-03:00:00", "3 hours")]
    public void Duration_OfAnyLength_IsRoundedDownToWhatMatters(string span, string expected) =>
        Assert.Equal(expected, InWords.Duration(TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Exact_OfATimeInAnotherZone_IsUtc() =>
        Assert.Equal("27 Mar 2026, 23:30 UTC", InWords.Exact(new DateTimeOffset(2026, 3, 28, 1, 30, 0, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData(-180, "3 hours ago")]
    [InlineData(180, "in 3 hours")]
    [InlineData(0, "just now")]
    [InlineData(-60 * 24 * 31, "1 Jan 2026")]
    public void Relative_ToNow_SaysWhichSide(int minutes, string expected)
    {
        var now = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(expected, InWords.Relative(now.AddMinutes(minutes), now));
    }

    [Theory]
    [InlineData(1, "1 byte")]
    [InlineData(999, "999 bytes")]
    [InlineData(1_400_000, "1.4 MB")]
    [InlineData(999_999, "1.0 MB")]
    [InlineData(81_000_000_000, "81 GB")]
    public void Bytes_OfAnySize_AreInDecimalUnits(long bytes, string expected) => Assert.Equal(expected, InWords.Bytes(bytes));

    [Theory]
    [InlineData("27", "3", "2026", "2026-03-27")]
    [InlineData(" 27 ", "March", "2026", "2026-03-27")]
    [InlineData("7", "mar", "2026", "2026-03-07")]
    [InlineData("29", "2", "2026", null)]
    [InlineData("27", "3", "26", null)]
    [InlineData("27", null, "2026", null)]
    public void DateParts_AsTyped_ReadOnlyRealDays(string? day, string? month, string? year, string? expected) =>
        Assert.Equal(expected, new DateParts { Day = day, Month = month, Year = year }.Read()?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("R-2026-0417", true)]
    [InlineData(" r 2026 0417 ", true)]
    [InlineData("R-2026-041", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Confirm_OfTypedReference_ForgivesFormAndNothingElse(string? typed, bool expected) =>
        Assert.Equal(expected, Confirm.Matches(typed, "R-2026-0417"));
}
