using System.Collections.Concurrent;
using System.Reflection;

namespace Broker.Runtime.Actor.Internal;

/// <summary>Finds the constructor that takes given arguments.</summary>
/// <remarks>What is found once is kept: tens of thousands of actors of one type share one stub, and none is looked up twice.</remarks>
internal static class Constructors
{
    private static readonly ConcurrentDictionary<Type, (ConstructorInfo Constructor, ParameterInfo[] Parameters)[]> OfTypes = new();
    private static readonly ConcurrentDictionary<ConstructorInfo, ConstructorInvoker> Invokers = new();

    /// <summary>The stub that calls a constructor.</summary>
    public static ConstructorInvoker InvokerOf(ConstructorInfo constructor) => Invokers.GetOrAdd(constructor, static one => ConstructorInvoker.Create(one));

    /// <summary>The constructor with the fewest parameters that fits, and its arguments completed by default values.</summary>
    public static ConstructorInfo? Find(Type type, object?[] args, out object?[] complete)
    {
        foreach (var (constructor, parameters) in OfTypes.GetOrAdd(type, static one => ByParameters(one)))
        {
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

    private static (ConstructorInfo Constructor, ParameterInfo[] Parameters)[] ByParameters(Type type) =>
    [
        .. type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(static constructor => (constructor, constructor.GetParameters()))
            .OrderBy(static candidate => candidate.Item2.Length),
    ];

    private static bool Fits(Type parameter, object? arg) =>
        arg is null ? !parameter.IsValueType || Nullable.GetUnderlyingType(parameter) is not null : parameter.IsInstanceOfType(arg);
}
