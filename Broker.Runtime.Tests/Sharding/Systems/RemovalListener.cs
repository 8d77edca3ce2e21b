using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;

namespace EngineTests.Sharding.Systems;

/// <summary>Tells the test when a member is removed.</summary>
internal sealed class RemovalListener : UntypedActor
{
    private readonly Address _address;
    private readonly TaskCompletionSource _seen;

    public RemovalListener(Address address, TaskCompletionSource seen)
    {
        _address = address;
        _seen = seen;
    }

    protected override void PreStart() => Cluster.Get(Context.System).Subscribe(Self, typeof(ClusterEvent.MemberRemoved));

    protected override void OnReceive(object message)
    {
        if (message is ClusterEvent.MemberRemoved removed && removed.Member.Address == _address)
            _seen.TrySetResult();
    }
}
