using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Transport;

namespace Broker.Runtime.Remote;

/// <summary>Replaces the transport of a system, so that tests can connect systems inside one process.</summary>
internal sealed class RemotingSetup(Func<ITransport> createTransport, TimeProvider? time = null, ProtocolVersions? versions = null) : Setup
{
    public Func<ITransport> CreateTransport => createTransport;

    /// <summary>The protocol versions to speak.</summary>
    public ProtocolVersions Versions => versions ?? ProtocolVersions.Current;

    public TimeProvider Time => time ?? TimeProvider.System;
}
