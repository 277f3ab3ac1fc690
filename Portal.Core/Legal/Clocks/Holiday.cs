namespace Portal.Core.Legal.Clocks;

/// <summary>A day on which an authority does not work, as observed.</summary>
/// <param name="Citation">The law that makes it one.</param>
public sealed record Holiday(DateOnly Day, string Name, string Citation);
