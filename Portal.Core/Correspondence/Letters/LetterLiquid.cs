using System.Globalization;
using Fluid;
using Fluid.Values;

namespace Portal.Core.Correspondence.Letters;

/// <summary>The small Liquid that templates may use: three filters of ours, names checked against the model, invariant culture.</summary>
internal static class LetterLiquid
{
    public static readonly FluidParser Parser = new();

    public static readonly TemplateOptions Options = CreateOptions();

    /// <summary>The filters and the types they take. A value of a type listed here must not be written without one.</summary>
    public static readonly IReadOnlyDictionary<string, Type[]> Filters = new Dictionary<string, Type[]>(StringComparer.Ordinal)
    {
        ["day"] = [typeof(DateOnly)],
        ["instant"] = [typeof(DateTimeOffset)],
        ["count"] = [typeof(int), typeof(long)],
    };

    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions
        {
            // Unknown names are found by LetterNameCheck when a template is read, in every branch. Fluid's own check would also refuse
            // a known property whose value is null, and so every “if” about something optional.
            StrictVariables = false,
            StrictFilters = true,
            CultureInfo = CultureInfo.InvariantCulture,
            TimeZone = TimeZoneInfo.Utc,
            MaxSteps = 200_000,
            MemberAccessStrategy = new UnsafeMemberAccessStrategy { MemberNameStrategy = MemberNameStrategies.SnakeCase },
        };
        options.Filters.Clear();
        options.Filters.AddFilter("day", (input, _, _) => Text(Day(input)));
        options.Filters.AddFilter("instant", (input, _, _) => Text(At(input)));
        options.Filters.AddFilter("count", (input, _, _) => Text(input.ToNumberValue().ToString("#,0", CultureInfo.InvariantCulture)));
        // Liquid knows no date without time: kept whole, so that no zone can move it to another day.
        options.ValueConverters.Add(value => value is DateOnly day ? new ObjectValue(day) : null);
        return options;
    }

    private static string Day(FluidValue input) =>
        input.ToObjectValue() is DateOnly day
            ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
            : throw new LetterTemplateException("The filter “day” takes a date.");

    private static string At(FluidValue input) =>
        input.ToObjectValue() is DateTimeOffset instant
            ? instant.ToUniversalTime().ToString("d MMMM yyyy 'at' HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
            : throw new LetterTemplateException("The filter “instant” takes a moment.");

    private static ValueTask<FluidValue> Text(string text) => new(new StringValue(text));
}
