using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mal.Places;

namespace Mal.HouseRules;

/// <summary>
/// Values go between actors without being copied, which is right only as long as nobody can change them: every public type of
/// Domain is immutable through and through.
/// </summary>
public sealed class ImmutabilityTests
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(JsonElement),
    ];

    private static readonly HashSet<Type> Collections =
    [
        typeof(ImmutableList<>), typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>),
        typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(Nullable<>),
    ];

    public static TheoryData<Type> Values =>
    [
        .. typeof(House).Assembly.GetTypes().Where(type => type is { IsEnum: false, IsInterface: false, IsGenericTypeDefinition: false }
            && (type.IsPublic || type.IsNestedPublic)
            && !type.IsAssignableTo(typeof(JsonSerializerContext)) && !type.IsAssignableTo(typeof(JsonConverter)) && !type.IsAssignableTo(typeof(Delegate))),
    ];

    [Theory, MemberData(nameof(Values))]
    public void Every_type_of_Domain_is_deeply_immutable(Type type)
    {
        var why = WhyMutable(type, []);
        Assert.True(why is null, why);
    }

    [Fact]
    public void The_check_itself_finds_what_can_change()
    {
        Assert.NotNull(WhyMutable(typeof(List<int>), []));
        Assert.NotNull(WhyMutable(typeof(int[]), []));
        Assert.NotNull(WhyMutable(typeof(Settable), []));
        Assert.NotNull(WhyMutable(typeof(HoldsAList), []));
        Assert.Null(WhyMutable(typeof(House), []));
    }

    private static string? WhyMutable(Type type, HashSet<Type> seen)
    {
        if (type.IsPrimitive || type.IsEnum || Plain.Contains(type) || !seen.Add(type))
        {
            return null;
        }
        if (type.IsGenericType && Collections.Contains(type.GetGenericTypeDefinition()))
        {
            return type.GetGenericArguments().Select(argument => WhyMutable(argument, seen)).FirstOrDefault(why => why is not null);
        }
        if (type.IsGenericParameter)
        {
            return null;
        }
        if (type.IsArray || type.IsInterface || type.Assembly != typeof(House).Assembly && type.Assembly != typeof(ImmutabilityTests).Assembly)
        {
            return $"{type} may change.";
        }
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(all).Where(field => !field.IsLiteral))
        {
            if (!field.IsInitOnly)
            {
                return $"{type}.{field.Name} can be set.";
            }
            // A static travels nowhere; that nobody can set it is enough (options, for one, are read-only once made).
            if (!field.IsStatic && WhyMutable(field.FieldType, seen) is { } why)
            {
                return $"{type}.{field.Name}: {why}";
            }
        }
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? WhyMutable(parent, seen) : null;
    }

    private sealed record Settable
    {
        public int Number { get; set; }
    }

    private sealed record HoldsAList(List<int> Numbers);
}
