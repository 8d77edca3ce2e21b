using System.Reflection;

namespace Broker.Runtime.Actor.Internal;

/// <summary>Finds the constructor that takes given arguments.</summary>
internal static class Constructors
{
    /// <summary>The constructor with the fewest parameters that fits, and its arguments completed by default values.</summary>
    public static ConstructorInfo? Find(Type type, object?[] args, out object?[] complete)
    {
        var candidates = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .OrderBy(static c => c.GetParameters().Length);
        foreach (var constructor in candidates)
        {
            var parameters = constructor.GetParameters();
            if (parameters.Length < args.Length || !args.Select((a, i) => Fits(parameters[i].ParameterType, a)).All(static fits => fits))
                continue;
            var rest = parameters[args.Length..];
            if (!rest.All(static p => p.HasDefaultValue))
                continue;
            complete = [.. args, .. rest.Select(static p => p.DefaultValue)];
            return constructor;
        }

        complete = args;
        return null;
    }

    private static bool Fits(Type parameter, object? arg) =>
        arg is null ? !parameter.IsValueType || Nullable.GetUnderlyingType(parameter) is not null : parameter.IsInstanceOfType(arg);
}
