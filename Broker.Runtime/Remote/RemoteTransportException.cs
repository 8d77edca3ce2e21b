using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote;

/// <summary>Remoting could not do what it must, such as listen at its address.</summary>
public class RemoteTransportException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public RemoteTransportException(string message, Exception? cause = null)
        : base(message, cause!)
    {
    }
}
