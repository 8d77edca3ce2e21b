namespace Broker.Runtime.Remote.Handshake;

/// <summary>Who is at one end of a connection: system name, canonical address, and the number of its incarnation.</summary>
internal sealed record PeerIdentity(string System, string Address, int Uid);
