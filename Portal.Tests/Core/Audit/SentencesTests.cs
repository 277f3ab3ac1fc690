using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Tests.Architecture;

namespace Portal.Tests.Core.Audit;

/// <summary>
/// What the log says can be read aloud in court: whatever an event holds, its sentence has no code, no name of a program's part, no id and no
/// hash in it. Every event is made with such things in every member, once for each value of each of its enums.
/// </summary>
public sealed partial class SentencesTests
{
    private const string Hash = "3f29a1c07b5d4e8890aa17c6d2e45f01b8c93d7a6e5f40312c9b8a7d6e5f4031";

    private static readonly Type[] Events = [.. CompiledCode.All.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(AuditEvent)) && !t.IsAbstract)];

    /// <summary>Every name of every enum that an event can hold.</summary>
    private static readonly HashSet<string> EnumNames = [.. CompiledCode.All.SelectMany(a => a.GetTypes()).Where(t => t.IsEnum).SelectMany(Enum.GetNames).Where(n => Joined().IsMatch(n))];

    public static TheoryData<string> EventTypes => [.. Events.Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Sentence_OfAnyEvent_CanBeReadAloud(string type)
    {
        var of = Events.Single(t => t.FullName == type);
        foreach (var happened in SamplesOf(of))
        {
            var sentence = happened.Sentence;

            Assert.True(char.IsUpper(sentence[0]) || char.IsDigit(sentence[0]), $"It does not begin like a sentence: {sentence}");
            Assert.True(Ended().IsMatch(sentence), $"It does not end like a sentence: {sentence}");
            Assert.False(Guids().IsMatch(sentence), $"There is an id in it: {sentence}");
            Assert.False(Hashes().IsMatch(sentence), $"There is a hash in it: {sentence}");
            Assert.False(Codes().IsMatch(sentence), $"There is a code in it: {sentence}");
            Assert.False(IsoDays().IsMatch(sentence), $"There is a day in it as machines write it: {sentence}");
            Assert.DoesNotContain("(s)", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain(Words().Matches(sentence).Select(m => m.Value), EnumNames.Contains);
        }
    }

    [Fact]
    public void Samples_OfEvents_HoldWhatWouldBeWrongToSay()
    {
        // The test above would be worth nothing if nothing like a code reached the sentences.
        var made = Events.SelectMany(SamplesOf).SelectMany(e => e.GetType().GetProperties().Where(p => p.PropertyType == typeof(string) && p.Name != nameof(AuditEvent.Sentence)).Select(p => (string?)p.GetValue(e))).ToHashSet();

        Assert.Contains("US_WARRANT", made);
        Assert.Contains(Hash, made);
    }

    /// <summary>One for each value of the enums in it; the first has the first of each.</summary>
    private static IEnumerable<AuditEvent> SamplesOf(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).MaxBy(c => c.GetParameters().Length)!;
        var parameters = constructor.GetParameters();
        var most = parameters.Select(p => Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType).Where(t => t.IsEnum).Select(t => Enum.GetValues(t).Length).DefaultIfEmpty(1).Max();
        for (var turn = 0; turn < most; turn++)
            yield return (AuditEvent)constructor.Invoke([.. parameters.Select(p => Sample(p.ParameterType, p.Name == "Law" ? $"{type.Name}.Law" : p.Name!, turn))]);
        if (parameters.Any(p => Nullable.GetUnderlyingType(p.ParameterType) is not null))
            yield return (AuditEvent)constructor.Invoke([.. parameters.Select(p => Nullable.GetUnderlyingType(p.ParameterType) is null ? Sample(p.ParameterType, p.Name!, 0) : null)]);
    }

    private static object? Sample(Type type, string name, int turn)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Sample(inner, name, turn);
        if (type == typeof(string) || type == typeof(object)) return Text(name);
        if (type == typeof(Guid)) return Guid.Parse("01932f6e-6a1c-7d55-9c4d-8a2b1f0e7c33");
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 3, 27, 14, 5, 0, TimeSpan.Zero);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 3, 27);
        if (type == typeof(UtcWindow)) return new UtcWindow(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        if (type.IsEnum) return Enum.GetValues(type).GetValue(turn % Enum.GetValues(type).Length);
        if (type == typeof(int) || type == typeof(long)) return Convert.ChangeType(turn, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type == typeof(bool)) return turn % 2 == 0;
        if (ElementOf(type) is { } element) return ListOf(type, element, name, turn);
        if (type.IsValueType && type.GetConstructors().Length == 0) return Activator.CreateInstance(type);
        if (type.IsInterface) return null;
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(c => !c.GetParameters().Any(p => p.ParameterType == type))
            .MaxBy(c => c.GetParameters().Length);
        return constructor is null ? Activator.CreateInstance(type) : constructor.Invoke([.. constructor.GetParameters().Select(p => Sample(p.ParameterType, p.Name!, turn))]);
    }

    /// <summary>What really stands in a member of such a name: codes, hashes, and words of people without a full stop.</summary>
    private static string Text(string name) => name switch
    {
        "instrument" or "Instrument" or "ClockExtended.Law" => "US_WARRANT",
        _ when name.Contains("Sha256", StringComparison.OrdinalIgnoreCase) || name is "Fingerprint" or "KeyId" => Hash,
        "ReasonCode" or "reasonCode" or "ReasonCodes[]" => RuleBooks.All[^1].Reasons[0].Code,
        "Grounds[]" => RuleBooks.All[^1].Article12Grounds[0].Code,
        "Code" => "second-person_NOT_ALLOWED",
        "Template" or "TemplateName" => "letters/QuestionLetter_V1",
        "Action" => "SCOPE_APPROVE",
        "Problem" or "Reason" or "Words" or "Why" or "Statement" or "Question" or "note" or "Note" or "Finding" or "Grounds" => "the order names nobody",
        "Reference" or "Earlier" or "ProcessReference" or "RequestReference" => "PR-2026-000123",
        "Package" or "PackageReference" => "PR-2026-000123-P1",
        "Roles" => "Legal reviewer",
        _ => "Something plain",
    };

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type is { IsGenericType: true } && type.GetGenericArguments() is [var element] && typeof(IEnumerable).IsAssignableFrom(type) ? element
        : null;

    private static object ListOf(Type type, Type element, string name, int turn)
    {
        var array = Array.CreateInstance(element, 1);
        array.SetValue(Sample(element, name + "[]", turn), 0);
        return type is { IsValueType: true }
            ? typeof(ImmutableArray).GetMethods().Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }] && m.IsGenericMethod).MakeGenericMethod(element).Invoke(null, [array])!
            : array;
    }

    [GeneratedRegex("[.?…][”’\")]*$")]
    private static partial Regex Ended();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-", RegexOptions.IgnoreCase)]
    private static partial Regex Guids();

    [GeneratedRegex("\\b(?=[0-9a-f]*[0-9])[0-9a-f]{10,}", RegexOptions.IgnoreCase)]
    private static partial Regex Hashes();

    [GeneratedRegex("[A-Za-z0-9]_[A-Za-z0-9]")]
    private static partial Regex Codes();

    [GeneratedRegex("\\d{4}-\\d{2}-\\d{2}")]
    private static partial Regex IsoDays();

    [GeneratedRegex("^[A-Z][a-z]+[A-Z]")]
    private static partial Regex Joined();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Words();
}
