using System.Collections.Immutable;

namespace Portal.Core.Legal.Reading;

/// <summary>Reads what only later editions say: reasons about counterparties, and appeals. An edition without them is whole.</summary>
internal sealed class CounterpartyReader(ProblemList problems)
{
    public ImmutableArray<CounterpartyReason> ReadReasons(IReadOnlyList<CounterpartyReasonDocument?>? documents)
    {
        if (documents is null) return [];
        ImmutableArray<CounterpartyReason> reasons = [.. problems.Each(documents, "book", "counterpartyReasons").Select(ReadReason)];
        problems.NoDuplicates(reasons.Select(r => r.Code), "book", "the counterparty reason");
        foreach (var bare in Enum.GetValues<CounterpartyDisclosure>().Where(d => !reasons.Any(r => r.For.Contains(d))))
            problems.Add("counterpartyReasons", $"there is no reason for “{bare}”");
        return reasons;
    }

    public AppealRule? ReadAppeal(AppealDocument? appeal)
    {
        if (appeal is null) return null;
        if (appeal.Days is <= 0) problems.Add("appeal", "“days” must be positive");
        return new AppealRule(problems.Value(appeal.Days, "appeal", "days"), problems.Statement(appeal, "appeal"));
    }

    private CounterpartyReason ReadReason(CounterpartyReasonDocument reason)
    {
        var code = problems.Text(reason.Code, "counterparty reason", "code");
        var where = $"counterparty reason {code}";
        return new CounterpartyReason(
            code,
            problems.Text(reason.Name, where, "name"),
            [.. problems.Each(reason.For, where, "for").Select(f => problems.Name<CounterpartyDisclosure>(f, where, "for")).OfType<CounterpartyDisclosure>()],
            problems.Statement(reason, where));
    }
}
