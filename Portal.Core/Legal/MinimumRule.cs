namespace Portal.Core.Legal;

/// <summary>The minimum that a voluntary disclosure is held to.</summary>
/// <param name="Days">A line that begins more calendar days before the request was received is raised.</param>
public sealed record MinimumRule(int Days, LegalStatement Statement);
