using System.Linq.Expressions;
using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Actor;

/// <summary>The recipe for an actor: its type, what its constructor is given, and how it runs.</summary>
/// <remarks>Immutable and shareable: making Props once and using them for many actors makes creation cheap.</remarks>
public class Props : IEquatable<Props>
{
    /// <summary>The recipe for an actor that ignores everything.</summary>
    public static readonly Props None = Create<EmptyActor>();

    private readonly IActorFactory _factory;

    /// <summary>An actor of <paramref name="type"/> with these constructor arguments.</summary>
    public Props(Type type, object[] args)
        : this(Deploy.None, null, type, args, Constructors.Find(type, args))
    {
    }

    /// <summary>An actor of <paramref name="type"/> with a constructor without parameters.</summary>
    public Props(Type type)
        : this(type, [])
    {
    }

    /// <summary>An actor with a strategy for its children.</summary>
    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args)
        : this(type, supervisorStrategy, args.ToArray())
    {
    }

    /// <summary>An actor with a strategy for its children.</summary>
    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args)
        : this(Deploy.None, supervisorStrategy, type, args, Constructors.Find(type, args))
    {
    }

    /// <summary>An actor that runs as <paramref name="deploy"/> says.</summary>
    public Props(Deploy deploy, Type type, params object[] args)
        : this(deploy, null, type, args, Constructors.Find(type, args))
    {
    }

    private Props(Deploy deploy, SupervisorStrategy? strategy, Type type, object[] args, IActorFactory factory)
    {
        Deploy = deploy;
        SupervisorStrategy = strategy;
        Type = type;

        // An array of something else is taken for one of objects by the compiler, and by nothing after it.
        Arguments = args.GetType() == typeof(object[]) ? args : [.. args];
        _factory = factory;
    }

    /// <summary>The same as <see cref="None"/>.</summary>
    public static Props Empty => None;

    /// <summary>The type of the actor.</summary>
    public Type Type { get; }

    /// <summary>The name of the type.</summary>
    public string TypeName => Type.AssemblyQualifiedName ?? Type.Name;

    /// <summary>What the constructor is given.</summary>
    public object[] Arguments { get; }

    /// <summary>How the actor runs.</summary>
    public Deploy Deploy { get; protected set; }

    /// <summary>The strategy for the actor's children, if it is not the actor's own.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

    /// <summary>The dispatcher's id.</summary>
    public string Dispatcher => Deploy.Dispatcher;

    /// <summary>The mailbox's id.</summary>
    public string Mailbox => Deploy.Mailbox;

    /// <summary>An actor made by a <c>new</c> expression; its arguments are evaluated once, here.</summary>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression { Constructor: { } constructor } creation)
            throw new ArgumentException("The expression has to be a constructor call: () => new MyActor(...).", nameof(factory));
        var args = creation.Arguments.Select(ExpressionValue.Of).ToArray();
        return new Props(Deploy.None, supervisorStrategy, typeof(TActor), args!, Constructors.Of(constructor));
    }

    /// <summary>An actor of type <typeparamref name="TActor"/> with these constructor arguments.</summary>
    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(typeof(TActor), args);

    /// <summary>An actor with a strategy for its children.</summary>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), supervisorStrategy, Array.Empty<object>());

    /// <summary>An actor of <paramref name="type"/> with these constructor arguments.</summary>
    public static Props Create(Type type, params object[] args) => new(type, args);

    /// <summary>An actor that <paramref name="producer"/> makes.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) =>
        new(Deploy.None, null, producer.ActorType, args, new ProducerFactory(producer));

    /// <summary>Makes an instance; called by the engine for each incarnation.</summary>
    public virtual ActorBase NewActor() => _factory.Create(Arguments);

    /// <summary>Gives up an instance that is no longer used.</summary>
    internal void Release(ActorBase actor) => _factory.Release(actor);

    /// <summary>With another deployment.</summary>
    public Props WithDeploy(Deploy deploy) => With(deploy.WithFallback(Deploy), SupervisorStrategy);

    /// <summary>With another dispatcher.</summary>
    public Props WithDispatcher(string dispatcher) => With(Deploy.WithDispatcher(dispatcher), SupervisorStrategy);

    /// <summary>With another mailbox.</summary>
    public Props WithMailbox(string mailbox) => With(Deploy.WithMailbox(mailbox), SupervisorStrategy);

    /// <summary>With another capacity of the stash.</summary>
    public Props WithStashCapacity(int stashCapacity) => With(Deploy.WithStashCapacity(stashCapacity), SupervisorStrategy);

    /// <summary>With another strategy for the children.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => With(Deploy, supervisorStrategy);

    /// <inheritdoc />
    public bool Equals(Props? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Type == other.Type && Deploy.Equals(other.Deploy) && Arguments.SequenceEqual(other.Arguments) &&
         Equals(SupervisorStrategy, other.SupervisorStrategy));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Props);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type, Deploy, Arguments.Length);

    /// <inheritdoc />
    public override string ToString() => $"Props({Type.Name})";

    private Props With(Deploy deploy, SupervisorStrategy? strategy) => new(deploy, strategy, Type, Arguments, _factory);

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
