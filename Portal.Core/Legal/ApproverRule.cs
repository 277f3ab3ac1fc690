namespace Portal.Core.Legal;

/// <summary>How many different people approve a scope under an instrument. Zero where nothing is ever approved.</summary>
/// <param name="Count">For a scope without content that is no emergency.</param>
/// <param name="CountForContent">For a scope that holds content. At least two wherever content can be disclosed.</param>
/// <param name="CountForEmergency">For an emergency. At least two wherever anything can be disclosed.</param>
/// <param name="OneSenior">One of them must be senior.</param>
public sealed record ApproverRule(int Count, int CountForContent, int CountForEmergency, bool OneSenior, LegalStatement Statement)
{
    /// <summary>How many different people must approve a scope of these categories.</summary>
    public int For(IEnumerable<DataCategory> categories, bool emergency)
    {
        ArgumentNullException.ThrowIfNull(categories);
        var count = categories.Any(DataCategories.IsContent) ? Math.Max(Count, CountForContent) : Count;
        return emergency ? Math.Max(count, CountForEmergency) : count;
    }
}
