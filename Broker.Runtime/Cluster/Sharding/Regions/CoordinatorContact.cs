using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>A region's line to the coordinator: which one it obeys, and whether that one has taken it in.</summary>
/// <remarks>Only the owning <see cref="ShardRegionCore"/> uses it.</remarks>
/// <param name="options">The region's times.</param>
/// <param name="registration">What the region says when it registers under a term.</param>
internal sealed class CoordinatorContact(RegionOptions options, Func<long, RegisterRegion> registration)
{
    private readonly Backoff _register = new(options.FirstRetry, options.RetryInterval);
    private Address? _node;
    private bool _stopped;

    /// <summary>The coordinator, as far as known.</summary>
    public IActorRef? Ref { get; private set; }

    /// <summary>The highest term seen.</summary>
    public long Term { get; private set; }

    /// <summary>Whether the coordinator has taken the region in.</summary>
    public bool IsRegistered { get; private set; }

    /// <summary>When a registration is to be repeated.</summary>
    public TimeSpan? NextWakeUp => _register.Next;

    /// <summary>The coordinator is, or will be, on this node.</summary>
    public void IsOn(Address? node, TimeSpan now, List<ShardingEffect> effects)
    {
        if (node == _node)
            return;
        _node = node;
        if (!IsRegistered)
            RegisterAfresh(now, effects);
    }

    /// <summary>Obeys a coordinator from now on.</summary>
    public void Adopt(IActorRef coordinator, long term, List<ShardingEffect> effects)
    {
        if (!coordinator.Equals(Ref))
        {
            if (Ref is not null)
                effects.Add(new ShardingEffect.Unwatch(Ref));
            effects.Add(new ShardingEffect.Watch(coordinator));
        }

        Ref = coordinator;
        Term = term;
        IsRegistered = false;
        _register.Reset();
    }

    /// <summary>The coordinator has taken the region in.</summary>
    public void Registered()
    {
        IsRegistered = true;
        _register.Reset();
    }

    /// <summary>The coordinator wants a registration.</summary>
    public void BeginAnew(TimeSpan now, List<ShardingEffect> effects)
    {
        IsRegistered = false;
        RegisterAfresh(now, effects);
    }

    /// <summary>The coordinator has ended.</summary>
    public void Lost(TimeSpan now, List<ShardingEffect> effects)
    {
        effects.Add(new ShardingEffect.Unwatch(Ref!));
        Ref = null;
        BeginAnew(now, effects);
    }

    /// <summary>Registers, unless it is registered or has done so already.</summary>
    public void RegisterUnlessPending(TimeSpan now, List<ShardingEffect> effects)
    {
        if (!IsRegistered && _register.Next is null)
            RegisterAfresh(now, effects);
    }

    /// <summary>Repeats the registration when it was not answered for long enough.</summary>
    public void RegisterIfDue(TimeSpan now, List<ShardingEffect> effects)
    {
        if (_register.IsDue(now))
            Register(now, effects);
    }

    /// <summary>Says something to the coordinator, if there is one.</summary>
    public void Tell(IRegionMessage message, List<ShardingEffect> effects)
    {
        if (Ref is not null)
            effects.Add(new ShardingEffect.Send(Ref, message));
    }

    /// <summary>The region stops: it registers no more.</summary>
    public void Stop()
    {
        _stopped = true;
        _register.Reset();
    }

    private void RegisterAfresh(TimeSpan now, List<ShardingEffect> effects)
    {
        _register.Reset();
        Register(now, effects);
    }

    private void Register(TimeSpan now, List<ShardingEffect> effects)
    {
        if (IsRegistered || _stopped)
        {
            _register.Reset();
            return;
        }

        var message = registration(Term);
        if (Ref is not null)
            effects.Add(new ShardingEffect.Send(Ref, message));
        else if (_node is not null)
            effects.Add(new ShardingEffect.SendToCoordinatorOn(_node, message));
        _register.Attempted(now);
    }
}
