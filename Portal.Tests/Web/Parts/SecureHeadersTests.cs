using System.Net;
using Portal.Web.Security;

namespace Portal.Tests.Web.Parts;

public sealed class SecureHeadersTests(PartsHost host) : IClassFixture<PartsHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/styles", HttpStatusCode.OK)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    [InlineData("/throws", HttpStatusCode.InternalServerError)]
    [InlineData("/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("/css/base.css", HttpStatusCode.OK)]
    [InlineData("/css/nothing.css", HttpStatusCode.NotFound)]
    public async Task Answer_OfAnyKind_CarriesTheSecurityHeaders(string path, HttpStatusCode status)
    {
        using var answer = await host.Client.GetAsync(path, Cancel);
        Assert.Equal(status, answer.StatusCode);
        string Header(string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
        Assert.Equal(SecureHeaders.ContentSecurityPolicy, Header("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("geolocation=()", Header("Permissions-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/styles", "no-store")]
    [InlineData("/nothing", "no-store")]
    [InlineData("/throws", "no-store")]
    [InlineData("/css/base.css", "public, no-cache")]
    [InlineData("/css/base.css?v=1", "public, max-age=31536000, immutable")]
    public async Task Answer_OnlyWhenAPublicFile_MayBeKept(string path, string expected)
    {
        using var answer = await host.Client.GetAsync(path, Cancel);
        var parts = answer.Headers.CacheControl!.ToString().Split(", ").Order();
        Assert.Equal(expected.Split(", ").Order(), parts);
    }

    [Fact]
    public async Task Failure_OnTheInside_ShowsAReferenceAndNothingElse()
    {
        using var answer = await host.Client.GetAsync("/throws", Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("the inside of it", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.Matches("Reference</span> <code>[0-9A-Za-z:]{16,40}</code>", text);
    }

    [Fact]
    public async Task StylePage_InProduction_IsTheSameAsAnyMissingPage()
    {
        await using var production = await PartsHost.StartAsync("Production");
        using var client = new HttpClient { BaseAddress = PartsHost.AddressOf(production) };
        using var styles = await client.GetAsync("/styles", Cancel);
        using var missing = await client.GetAsync("/nothing", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, styles.StatusCode);
        Assert.Equal(await missing.Content.ReadAsStringAsync(Cancel), await styles.Content.ReadAsStringAsync(Cancel));
    }
}
