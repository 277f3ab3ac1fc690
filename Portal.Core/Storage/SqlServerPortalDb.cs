using Microsoft.EntityFrameworkCore;

namespace Portal.Core.Storage;

/// <summary>Microsoft SQL Server, for production.</summary>
public sealed class SqlServerPortalDb(DbContextOptions<SqlServerPortalDb> options) : PortalDb(options);
