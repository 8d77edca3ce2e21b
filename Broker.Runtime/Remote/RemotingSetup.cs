using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Remote.Transport;

namespace Broker.Runtime.Remote;

/// <summary>Replaces the transport of a system, so that tests can connect systems inside one process.</summary>
internal sealed class RemotingSetup(Func<ITransport> createTransport, TimeProvider? time = null) : Setup
{
    public Func<ITransport> CreateTransport => createTransport;

    public TimeProvider Time => time ?? TimeProvider.System;
}
