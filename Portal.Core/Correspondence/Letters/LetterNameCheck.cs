using System.Reflection;
using Fluid;
using Fluid.Ast;

namespace Portal.Core.Correspondence.Letters;

/// <summary>
/// Walks a parsed template against its model's type, so that a name the model lacks is found when the program starts, also in
/// a branch that no test takes. Allowed are output, if, unless, for and our filters: all a letter needs.
/// </summary>
internal sealed class LetterNameCheck : AstVisitor
{
    private readonly Dictionary<string, Type> _names = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    private LetterNameCheck(Type model)
    {
        foreach (var (name, type) in Members(model))
            _names[name] = type;
    }

    /// <summary>What is wrong, in words; empty if all is well.</summary>
    public static IReadOnlyList<string> Problems(IFluidTemplate template, Type model)
    {
        var check = new LetterNameCheck(model);
        check.VisitTemplate(template);
        return check._problems;
    }

    protected override Statement VisitOutputStatement(OutputStatement statement)
    {
        var type = TypeOf(statement.Expression);
        if (type is not null && type != typeof(string))
            _problems.Add($"a value of type {type.Name} is written without a filter");
        return statement;
    }

    protected override Statement VisitForStatement(ForStatement statement)
    {
        var source = TypeOf(statement.Source);
        var item = source is null ? null : ItemOf(source);
        if (source is not null && item is null)
            _problems.Add($"“for {statement.Identifier}” runs over a {source.Name}, which is no list");

        var hidden = _names.GetValueOrDefault(statement.Identifier);
        if (item is not null)
            _names[statement.Identifier] = item;
        foreach (var inner in statement.Statements)
            Visit(inner);
        if (hidden is null)
            _names.Remove(statement.Identifier);
        else
            _names[statement.Identifier] = hidden;
        return statement;
    }

    protected override Expression VisitMemberExpression(MemberExpression expression)
    {
        TypeOf(expression);
        return expression;
    }

    protected override Expression VisitFilterExpression(FilterExpression expression)
    {
        TypeOf(expression);
        return expression;
    }

    // What can bind a name or let a value out unescaped is not for letters.
    protected override Statement VisitAssignStatement(AssignStatement statement) => Refuse(statement, "assign");

    protected override Statement VisitCaptureStatement(CaptureStatement statement) => Refuse(statement, "capture");

    protected override Statement VisitIncludeStatement(IncludeStatement statement) => Refuse(statement, "include");

    protected override Statement VisitRenderStatement(RenderStatement statement) => Refuse(statement, "render");

    protected override Statement VisitMacroStatement(MacroStatement statement) => Refuse(statement, "macro");

    protected override Statement VisitFromStatement(FromStatement statement) => Refuse(statement, "from");

    protected override Statement VisitLiquidStatement(LiquidStatement statement) => Refuse(statement, "liquid");

    protected override Statement VisitIncrementStatement(IncrementStatement statement) => Refuse(statement, "increment");

    protected override Statement VisitDecrementStatement(DecrementStatement statement) => Refuse(statement, "decrement");

    protected override Statement VisitCycleStatement(CycleStatement statement) => Refuse(statement, "cycle");

    protected override Statement VisitTableRowStatement(TableRowStatement statement) => Refuse(statement, "tablerow");

    protected override Statement VisitCaseStatement(CaseStatement statement) => Refuse(statement, "case");

    private Statement Refuse(Statement statement, string tag)
    {
        _problems.Add($"the tag “{tag}” is not for letters");
        return statement;
    }

    /// <summary>The type an expression yields, or null where a problem was found or the type does not matter.</summary>
    private Type? TypeOf(Expression expression)
    {
        switch (expression)
        {
            case MemberExpression member:
                return TypeOf(member);
            case FilterExpression filter:
                var input = TypeOf(filter.Input);
                if (!LetterLiquid.Filters.TryGetValue(filter.Name, out var takes))
                    _problems.Add($"the filter “{filter.Name}” is unknown");
                else if (input is not null && !takes.Contains(input))
                    _problems.Add($"the filter “{filter.Name}” does not take a {input.Name}");
                return typeof(string);
            default:
                Visit(expression);
                return null;
        }
    }

    private Type? TypeOf(MemberExpression member)
    {
        Type? type = null;
        var path = "";
        foreach (var segment in member.Segments)
        {
            if (segment is not IdentifierSegment { Identifier: var name })
            {
                _problems.Add($"“{path}” is followed by something that is no name");
                return null;
            }

            path = path.Length == 0 ? name : $"{path}.{name}";
            var found = type is null ? _names.GetValueOrDefault(name) : SizeOf(type, name) ?? Members(type).GetValueOrDefault(name);
            if (found is null)
            {
                _problems.Add($"the model has no “{path}”");
                return null;
            }

            type = found;
        }

        return type;
    }

    private static Type? SizeOf(Type type, string name) => name == "size" && ItemOf(type) is not null ? typeof(int) : null;

    private static Type? ItemOf(Type type) =>
        type == typeof(string)
            ? null
            : type.GetInterfaces().Append(type)
                .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                ?.GetGenericArguments()[0];

    private static Dictionary<string, Type> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(MemberNameStrategies.SnakeCase.Invoke, p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType, StringComparer.Ordinal);
}
