using Broker.Runtime.Actor;

namespace Broker.Runtime.Util;

/// <summary>Stands for an object while it is serialized.</summary>
public interface ISurrogate
{
    /// <summary>Gives back the object that this one stands for.</summary>
    ISurrogated FromSurrogate(ActorSystem system);
}
