using System.Collections.Concurrent;
using System.Reflection;

namespace Portal.Core.Audit;

/// <summary>
/// Something that happened, typed: what it was, of what, old and new state. Who, when and from where are added by
/// <see cref="AuditTrail"/>. It never holds message content.
/// </summary>
public abstract record AuditEvent
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    /// <summary>The pinned name under which the event is stored and searched.</summary>
    public string Name => NameOf(GetType());

    /// <summary>The request it belongs to, if any.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>One sentence for people, in the past tense.</summary>
    public abstract string Sentence { get; }

    /// <exception cref="InvalidOperationException">The type carries no <see cref="AuditNameAttribute"/>.</exception>
    public static string NameOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Names.GetOrAdd(type, static t => t.GetCustomAttribute<AuditNameAttribute>()?.Value
            ?? throw new InvalidOperationException($"{t.Name} has no audit name."));
    }
}

/// <summary>The name of an event in the log. Once released it never changes: a test holds the list.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AuditNameAttribute(string value) : Attribute
{
    public string Value { get; } = value;
}
