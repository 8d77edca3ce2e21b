using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Cluster.Tools.Singleton;
using EngineTests.Simulation.Network;

namespace EngineTests.Simulation.Nodes;

/// <summary>The manager of the coordinator's singleton on one process.</summary>
internal sealed class SingletonPart
{
    private readonly World _world;
    private readonly Incarnation _process;
    private SingletonManagerState _state;

    public SingletonPart(World world, Incarnation process)
    {
        _world = world;
        _process = process;
        _state = new SingletonManagerState(process.Self, "", TimeSpan.FromSeconds(1), TimeSpan.Zero) { Omitted = world.Options.Omitted };
    }

    /// <summary>The manager has ended with its part.</summary>
    public bool HasEnded { get; private set; }

    public bool IsHandedOver => HasEnded || _state.IsDone;

    public bool IsRunning => _state.IsRunning && !HasEnded;

    public void ViewChanged(Gossip gossip) => _process.Post(Mailbox.Singleton, gossip);

    public void Tick()
    {
        if (!HasEnded && _state.Phase is SingletonPhase.BecomingOldest or SingletonPhase.WasOldest)
            Do(_state.Tick(_process.Machine.Clock));
    }

    public bool Receive(object message, Incarnation from)
    {
        if (message is not SingletonMessage)
            return false;
        _process.Post(Mailbox.Singleton, message);
        return true;
    }

    public void Take(object message)
    {
        if (HasEnded)
            return;
        switch (message)
        {
            case Gossip gossip:
                Do(_state.Observe(gossip, _process.Machine.Clock));
                break;
            case SingletonMessage fromPeer:
                Do(_state.Receive(fromPeer, _process.Machine.Clock));
                break;
            case SingletonEffect.StopSingleton:
                // The singleton's end has come to its manager.
                Do(_state.Terminated());
                break;
        }
    }

    public void End()
    {
        if (IsRunning)
            _world.Checks.Coordinators.Ended(_process);
        HasEnded = true;
    }

    private void Do((SingletonManagerState State, System.Collections.Immutable.ImmutableArray<SingletonEffect> Effects) step)
    {
        _state = step.State;
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case SingletonEffect.Send send when _world.MachineAt(send.To.Address) is { } machine:
                    _world.Links.Send(_process, machine, send.Message, Lane.Control);
                    break;
                case SingletonEffect.StartSingleton:
                    _world.Trace($"{_process} has the singleton");
                    _world.Statistics.Coordinators++;
                    _world.Checks.Coordinators.Started(_process);
                    _process.Sharding?.StartCoordinator();
                    break;
                case SingletonEffect.StopSingleton stop:
                    _world.After(_world.Between(0, 0.02), _process, () =>
                    {
                        _process.Sharding?.StopCoordinator();
                        _world.Checks.Coordinators.Ended(_process);
                        _process.Post(Mailbox.Singleton, stop);
                    });
                    break;
                case SingletonEffect.StopManager:
                    if (_state.IsRunning)
                        _process.Sharding?.StopCoordinator();
                    End();
                    break;
            }
        }
    }
}
