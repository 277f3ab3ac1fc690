namespace Portal.Core.Legal;

/// <summary>The years that an order can name. One beyond them is a slip, and would carry a calculation over the calendar's edge.</summary>
internal static class OrderYears
{
    public const int Earliest = 1990;

    public const int Latest = 2100;

    /// <summary>The first moment after the latest year: where a window that covers its last day ends.</summary>
    private static readonly DateTime End = new(Latest + 1, 1, 1);

    public static bool Holds(DateOnly day) => day.Year is >= Earliest and <= Latest;

    /// <summary>Whether a window's start, which is inside it, lies in the years.</summary>
    public static bool HoldsStart(DateTime local) => local.Year >= Earliest && local < End;

    /// <summary>Whether a window's end, which is not inside it, lies in the years.</summary>
    public static bool HoldsEnd(DateTime local) => local.Year >= Earliest && local <= End;
}
