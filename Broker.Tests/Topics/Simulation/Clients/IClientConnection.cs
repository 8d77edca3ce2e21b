using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>One connection of a client that hears something.</summary>
internal interface IClientConnection
{
    SimulatedNode Node { get; }

    /// <summary>On the node: the connection begins.</summary>
    void Open();

    /// <summary>On the node: the connection has ended.</summary>
    void Close();
}
