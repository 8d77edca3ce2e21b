using System.Collections.Concurrent;
using System.Reflection;

namespace Broker.Runtime.Actor.Internal;

/// <summary>Finds the constructor that takes given arguments.</summary>
/// <remarks>What is found once is kept: tens of thousands of actors of one type share one stub, and none is looked up twice.</remarks>
internal static class Constructors
{
    private static readonly ConcurrentDictionary<Type, ConstructorFactory[]> OfTypes = new();

    /// <summary>The constructor with the fewest parameters that fits; the ones after the arguments have default values.</summary>
    public static IActorFactory Find(Type type, object?[] args)
    {
        if (!typeof(ActorBase).IsAssignableFrom(type))
            throw new ArgumentException($"{type} is not an actor: it does not derive from {nameof(ActorBase)}.", nameof(type));
        if (type.IsAbstract)
            throw new ArgumentException($"{type} is abstract.", nameof(type));
        foreach (var factory in Of(type))
        {
            if (factory.Takes(args))
                return factory;
        }

        return new MissingConstructor(type);
    }

    /// <summary>The factory that calls a constructor.</summary>
    public static ConstructorFactory Of(ConstructorInfo constructor) =>
        Array.Find(Of(constructor.DeclaringType!), factory => factory.Constructor == constructor) ?? new ConstructorFactory(constructor);

    private static ConstructorFactory[] Of(Type type) => OfTypes.GetOrAdd(type, static one => ByParameters(one));

    private static ConstructorFactory[] ByParameters(Type type) =>
    [
        .. type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(static constructor => new ConstructorFactory(constructor))
            .OrderBy(static factory => factory.Parameters),
    ];
}
