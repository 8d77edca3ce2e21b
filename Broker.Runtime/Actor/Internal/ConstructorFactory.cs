using System.Reflection;

namespace Broker.Runtime.Actor.Internal;

/// <summary>Makes actors by one constructor, which is called through a compiled stub; all actors that it makes share it.</summary>
internal sealed class ConstructorFactory(ConstructorInfo constructor) : IActorFactory
{
    private readonly ParameterInfo[] _parameters = constructor.GetParameters();
    private readonly ConstructorInvoker _invoker = ConstructorInvoker.Create(constructor);

    public ConstructorInfo Constructor => constructor;

    public int Parameters => _parameters.Length;

    /// <summary>Whether it can be called with these arguments, and default values for those after them.</summary>
    public bool Takes(object?[] args)
    {
        if (_parameters.Length < args.Length)
            return false;
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (i < args.Length ? !Fits(_parameters[i].ParameterType, args[i]) : !_parameters[i].HasDefaultValue)
                return false;
        }

        return true;
    }

    public ActorBase Create(object?[] args)
    {
        try
        {
            return (ActorBase)_invoker.Invoke(args.Length == _parameters.Length ? args : Complete(args));
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

    private object?[] Complete(object?[] args) => [.. args, .. _parameters[args.Length..].Select(static parameter => parameter.DefaultValue)];

    private static bool Fits(Type parameter, object? arg) =>
        arg is null ? !parameter.IsValueType || Nullable.GetUnderlyingType(parameter) is not null : parameter.IsInstanceOfType(arg);
}
