using Broker.Runtime.Util;

namespace Broker.Runtime.Actor;

/// <summary>The reference that points to no actor; what is sent to it is gone.</summary>
public sealed class Nobody : MinimalActorRef
{
    /// <summary>The only instance.</summary>
    public static readonly Nobody Instance = new();

    private readonly RootActorPath _path = new(Address.AllSystems, "/Nobody");

    private Nobody()
    {
    }

    /// <inheritdoc />
    public override ActorPath Path => _path;

    /// <inheritdoc />
    public override IInternalActorRef Parent => this;

    /// <inheritdoc />
    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody has no provider.");

    /// <inheritdoc />
    public override bool IsTerminated => true;

    /// <inheritdoc />
    public override ISurrogate ToSurrogate(ActorSystem system) => new NobodySurrogate();

    /// <summary>Nobody while it is serialized.</summary>
    public class NobodySurrogate : ISurrogate
    {
        /// <inheritdoc />
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}
