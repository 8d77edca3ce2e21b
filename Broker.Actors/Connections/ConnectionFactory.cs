using Broker.Actors.Hosting;
using Broker.Protocol.Access;
using Broker.Protocol.Clients;

namespace Broker.Actors.Connections;

/// <summary>Makes the actor of each new socket.</summary>
public sealed class ConnectionFactory(ActorSystem system, BrokerServices services)
{
    /// <summary>The actor starts or refuses the socket; whoever gives the socket up before that tells the actor <see cref="SocketClosed"/>.</summary>
    public IActorRef Open(IClientSocket socket, IClientProtocol protocol, ClientGate gate) =>
        system.ActorOf(Props.Create<ConnectionActor>(socket, protocol, gate, services));
}
