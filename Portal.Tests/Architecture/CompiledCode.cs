using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Portal.Core;
using Portal.Jobs;

namespace Portal.Tests.Architecture;

/// <summary>A place in the compiled code that names something: a call, a field, a type, a constructor.</summary>
/// <param name="By">The type as it is written in the source: nested and compiler-made types count as the one around them.</param>
/// <param name="In">The method whose body names it.</param>
internal sealed record Mention(Type By, MethodBase In, MemberInfo What);

/// <summary>
/// Reads what the compiler made of our three programs, by reflection over signatures and the instructions of every method body: what is
/// proved here holds for code nobody has written a test for.
/// </summary>
internal static class CompiledCode
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    private static readonly ConcurrentDictionary<Assembly, Mention[]> Read = new();

    public static Assembly Core { get; } = typeof(PortalOptions).Assembly;

    public static Assembly Jobs { get; } = typeof(WorkerServices).Assembly;

    public static Assembly Web { get; } = typeof(Portal.Web.Security.SignedInActor).Assembly;

    public static Assembly[] All { get; } = [Core, Jobs, Web];

    /// <summary>Everything that every method body of an assembly names.</summary>
    public static IReadOnlyList<Mention> MentionsOf(Assembly assembly) => Read.GetOrAdd(assembly, static a =>
        [.. a.GetTypes().SelectMany(t => t.GetMethods(Everything).Cast<MethodBase>().Concat(t.GetConstructors(Everything))).SelectMany(MentionsOf)]);

    public static IEnumerable<Mention> Mentions => All.SelectMany(MentionsOf);

    /// <summary>The names of the types whose code names a member, in order.</summary>
    public static string[] MentionersOf(Func<MemberInfo, bool> member) =>
        [.. Mentions.Where(m => member(m.What)).Select(m => m.By.FullName!).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Types written by us, not by the compiler or the view compiler.</summary>
    public static IEnumerable<Type> TypesWrittenIn(Assembly assembly) => assembly.GetTypes().Where(t => IsWritten(t) && t.Namespace?.StartsWith("Portal.", StringComparison.Ordinal) == true);

    /// <summary>All types that a type, with what is nested in it, names in bases, signatures, attributes and bodies; generic arguments too.</summary>
    public static IReadOnlySet<Type> TypesKnownTo(Type type)
    {
        var known = new HashSet<Type>();
        foreach (var part in WithNested(type))
        {
            if (part.BaseType is not null) Add(known, part.BaseType);
            foreach (var implemented in part.GetInterfaces()) Add(known, implemented);
            foreach (var attribute in part.GetCustomAttributesData()) Add(known, attribute.AttributeType);
            foreach (var field in part.GetFields(Everything)) Add(known, field.FieldType);
            foreach (var property in part.GetProperties(Everything)) Add(known, property.PropertyType);
            foreach (var method in part.GetMethods(Everything).Cast<MethodBase>().Concat(part.GetConstructors(Everything)))
            {
                foreach (var parameter in method.GetParameters()) Add(known, parameter.ParameterType);
                if (method is MethodInfo { ReturnType: var returned }) Add(known, returned);
                foreach (var local in method.GetMethodBody()?.LocalVariables ?? []) Add(known, local.LocalType);
                foreach (var mention in MentionsOf(method)) AddMember(known, mention.What);
            }
        }
        return known;
    }

    /// <summary>Every string that an assembly's code holds.</summary>
    public static IEnumerable<string> StringsOf(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything))
        from instruction in InstructionsOf(method)
        where instruction.Code.OperandType == OperandType.InlineString
        select method.Module.ResolveString(BitConverter.ToInt32(instruction.Body, instruction.At));

    /// <summary>The type in the source that a nested or compiler-made type belongs to.</summary>
    public static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } around) type = around;
        return type;
    }

    public static bool IsWritten(Type type) =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !type.Name.Contains('<', StringComparison.Ordinal) && (type.DeclaringType is null || IsWritten(type.DeclaringType));

    private static IEnumerable<Type> WithNested(Type type) => type.GetNestedTypes(Everything).SelectMany(WithNested).Prepend(type);

    private static void AddMember(HashSet<Type> known, MemberInfo member)
    {
        if (member is Type type)
        {
            Add(known, type);
            return;
        }
        if (member.DeclaringType is { } owner) Add(known, owner);
        if (member is MethodInfo { IsGenericMethod: true } generic)
        {
            foreach (var argument in generic.GetGenericArguments()) Add(known, argument);
        }
    }

    private static void Add(HashSet<Type> known, Type type)
    {
        if (type.HasElementType) Add(known, type.GetElementType()!);
        if (type.IsGenericParameter || type.HasElementType) return;
        if (type.IsGenericType)
        {
            foreach (var argument in type.GetGenericArguments()) Add(known, argument);
            type = type.GetGenericTypeDefinition();
        }
        known.Add(type);
    }

    private static IEnumerable<Mention> MentionsOf(MethodBase method)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var (code, body, at) in InstructionsOf(method))
        {
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                && method.Module.ResolveMember(BitConverter.ToInt32(body, at), typeArguments, methodArguments) is { } named)
                yield return new Mention(Outermost(method.DeclaringType!), method, named);
        }
    }

    /// <summary>The instructions of a body, each with where its operand begins.</summary>
    private static IEnumerable<(OpCode Code, byte[] Body, int At)> InstructionsOf(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } body) yield break;
        for (var at = 0; at < body.Length;)
        {
            short value = body[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | body[at++]));
            var code = OpCodesByValue[value];
            yield return (code, body, at);
            at += LengthOf(code.OperandType, body, at);
        }
    }

    private static int LengthOf(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
