using System.Globalization;
using Portal.Jobs.Commands;

// Pages, letters and the log say numbers and dates one way, whatever the machine's own.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// 0: done. 1: a check failed. 2: it could not be done as asked.
var parsed = PortalCommands.Create().Parse(args);
if (parsed.Errors.Count == 0) return await parsed.InvokeAsync();
await parsed.InvokeAsync();
return 2;
