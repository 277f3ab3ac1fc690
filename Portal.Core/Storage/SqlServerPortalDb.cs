using Microsoft.EntityFrameworkCore;

namespace Portal.Core.Storage;

/// <summary>Microsoft SQL Server, for production.</summary>
public sealed class SqlServerPortalDb(DbContextOptions<SqlServerPortalDb> options) : PortalDb(options)
{
    /// <summary>With the style named, for only then is it the same always, as an index demands.</summary>
    private protected override string EndOfTimeSql => "CONVERT(datetimeoffset, '9999-12-31T23:59:59.9999999+00:00', 127)";
}
