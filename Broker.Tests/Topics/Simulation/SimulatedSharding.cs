namespace Broker.Tests.Topics.Simulation;

/// <summary>A model of sharding for one topic: routes to the owner, buffers while there is none, starts the next one somewhere.</summary>
internal sealed class SimulatedSharding(TopicSimulation world)
{
    private const int BufferSize = 1000;

    private readonly Queue<(SimulatedPeer From, object Message)> _buffer = new();
    private bool _isBuffering;
    private bool _isStarting;

    public SimulatedOwner? Owner { get; private set; }

    public void Send(SimulatedPeer from, object message)
    {
        if (Owner is not null && !_isBuffering)
        {
            // The sender's node knows where the owner is; a message to one that has stopped is lost with it.
            world.Links.Send(from, Owner, message);
            return;
        }

        if (_buffer.Count < BufferSize)
        {
            _buffer.Enqueue((from, message));
        }

        if (Owner is null)
        {
            Start(world.Random.Next(1, 20));
        }
    }

    /// <summary>A clean move: senders buffer, the owner is told to stop, the next one starts elsewhere.</summary>
    public void HandOff()
    {
        if (Owner is { } owner && !_isBuffering)
        {
            _isBuffering = true;
            world.Time.After(5, () =>
            {
                if (!owner.IsStopped)
                {
                    owner.End();
                }
            });
        }
    }

    public void Passivate(SimulatedOwner owner)
    {
        if (owner == Owner && !_isBuffering)
        {
            HandOff();
        }
        else if (owner != Owner)
        {
            // One that was cut off and has heard of its successor.
            world.Time.After(1, () => world.Links.TellStopped(owner, 0));
        }
    }

    public void Stopped(SimulatedOwner owner)
    {
        if (owner.IsStopped)
        {
            return;
        }

        world.Links.TellStopped(owner, 0);
        if (owner == Owner)
        {
            Owner = null;
            Start(world.Random.Next(1, 50));
        }
    }

    /// <summary>The owner dies with its node; for some time nobody notices.</summary>
    public void Crash(long detection)
    {
        if (Owner is not { } owner || owner.IsStopped)
        {
            return;
        }

        world.Links.TellStopped(owner, detection);
        world.Time.After(detection, () => Replace(owner));
    }

    /// <summary>The owner's node is cut off and given up by the others, and goes on living.</summary>
    public void CutOff(long detection, long back)
    {
        if (Owner is not { } owner || owner.IsStopped || _isBuffering)
        {
            return;
        }

        world.Isolate(owner.Node);
        world.Time.After(detection, () =>
        {
            world.Links.TellGone(owner, 0);
            Replace(owner);
        });
        world.Time.After(back, world.Links.Heal);
    }

    private void Replace(SimulatedOwner owner)
    {
        if (Owner == owner)
        {
            Owner = null;
            _isBuffering = true;
            Start(world.Random.Next(1, 200));
        }
    }

    private void Start(long delay)
    {
        if (_isStarting)
        {
            return;
        }

        _isStarting = true;
        _isBuffering = true;
        world.Time.After(delay, () =>
        {
            _isStarting = false;
            _isBuffering = false;
            Owner = world.NewOwner();
            while (_buffer.TryDequeue(out var buffered))
            {
                world.Links.Send(buffered.From, Owner, buffered.Message);
            }
        });
    }
}
