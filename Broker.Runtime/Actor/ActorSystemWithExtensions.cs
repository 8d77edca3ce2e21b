namespace Broker.Runtime.Actor;

/// <summary>Extensions by their types.</summary>
public static class ActorSystemWithExtensions
{
    /// <summary>The extension of type <typeparamref name="T"/>; it must have been made before.</summary>
    public static T WithExtension<T>(this ActorSystem system)
        where T : class, IExtension => system.GetExtension<T>() ?? throw new InvalidOperationException($"There is no extension {typeof(T)}.");

    /// <summary>The extension that an id of type <typeparamref name="TI"/> makes.</summary>
    public static T WithExtension<T, TI>(this ActorSystem system)
        where T : class, IExtension
        where TI : IExtensionId => system.TryGetExtension<T>(out var extension)
        ? extension
        : (T)system.RegisterExtension(Activator.CreateInstance<TI>())!;
}
