using Microsoft.AspNetCore.Http.Headers;

namespace Portal.Web.Features.Packages;

/// <summary>Which bytes a download asks for, read as the file result will read it (RFC 9110 section 14): for the receipt.</summary>
internal static class WantedBytes
{
    /// <returns>The first byte and the one behind the last; the whole file where no single range is asked or it has changed since.</returns>
    public static (long From, long? To) Of(HttpRequest request, long length, string? sha256)
    {
        var headers = request.GetTypedHeaders();
        if (headers.Range is not { Unit.Value: "bytes", Ranges: { Count: 1 } ranges } || !IsSame(headers, sha256)) return (0, null);
        var range = ranges.First();
        return (range.From, range.To) switch
        {
            ({ } from, { } to) => (from, Math.Min(to + 1, length)),
            ({ } from, null) => (from, null),
            (null, { } last) when last > 0 => (Math.Max(0, length - last), null),
            _ => (0, null),
        };
    }

    /// <summary>A browser that resumes names what it has begun; a piece of another file would spoil it.</summary>
    private static bool IsSame(RequestHeaders headers, string? sha256) =>
        headers.IfRange is not { } condition || (condition.EntityTag is { IsWeak: false } tag && tag.Tag.Equals($"\"{sha256}\"", StringComparison.Ordinal));
}
