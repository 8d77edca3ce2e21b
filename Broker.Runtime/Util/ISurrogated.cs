using Broker.Runtime.Actor;

namespace Broker.Runtime.Util;

/// <summary>An object that is serialized as another, simpler one.</summary>
public interface ISurrogated
{
    /// <summary>Gives the object to serialize instead.</summary>
    ISurrogate ToSurrogate(ActorSystem system);
}
