using Mal.Places;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Mal.Serialization;

/// <summary>
/// Between actors the types of Domain travel as the same JSON as everywhere else, and are never copied within a process:
/// all of them are deeply immutable (a test says so), and a copy by JSON costs sixty times the call.
/// </summary>
public static class HouseSerialization
{
    public static IServiceCollection AddHouseSerialization(this IServiceCollection services)
    {
        services.AddSingleton<IGeneralizedCopier, SharedInstance>();
        return services.AddSerializer(serializer => serializer.AddJsonSerializer(IsOurs, Wire.Wire.Tolerant));
    }

    private static bool IsOurs(Type type) => type.Assembly == typeof(House).Assembly;

    private sealed class SharedInstance : IGeneralizedCopier, ITypeFilter
    {
        public bool IsSupportedType(Type type) => IsOurs(type);

        public object? DeepCopy(object? input, CopyContext context) => input;

        // Abstract return types are refused between silos unless their assembly is named.
        public bool? IsTypeAllowed(Type type) => IsOurs(type) ? true : null;
    }
}
