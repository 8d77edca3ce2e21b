using System.Reflection;

namespace Broker.Runtime.Actor.Internal;

/// <summary>Makes actors by a constructor that is looked up once and then called through a compiled stub.</summary>
internal sealed class ConstructorFactory : IActorFactory
{
    private readonly object?[] _args;
    private readonly ConstructorInvoker? _invoker;
    private readonly Func<ActorBase>? _withoutArguments;

    public ConstructorFactory(ConstructorInfo constructor, object?[] args)
    {
        _args = args;
        _invoker = Constructors.InvokerOf(constructor);
    }

    public ConstructorFactory(Type type, object[] args)
    {
        if (!typeof(ActorBase).IsAssignableFrom(type))
            throw new ArgumentException($"{type} is not an actor: it does not derive from {nameof(ActorBase)}.", nameof(type));
        if (type.IsAbstract)
            throw new ArgumentException($"{type} is abstract.", nameof(type));

        var constructor = Constructors.Find(type, args, out _args);
        _invoker = constructor is null ? null : Constructors.InvokerOf(constructor);
        if (constructor is null)
            _withoutArguments = () => throw new MissingMethodException($"{type} has no constructor for ({string.Join(", ", args.Select(static a => a?.GetType().Name ?? "null"))}).");
    }

    public ActorBase Create()
    {
        if (_invoker is null)
            return _withoutArguments!();
        try
        {
            return (ActorBase)_invoker.Invoke(_args.AsSpan());
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    public void Release(ActorBase actor)
    {
    }
}
