using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Transport;

/// <summary>A network inside one process, whose links a test holds, severs, delays, or lets lose frames.</summary>
/// <remarks>Nodes are named <c>host:port</c>. Rules are directed: what holds from a to b need not hold from b to a.</remarks>
internal sealed class InMemoryNetwork(TimeProvider time)
{
    private const int FirstPort = 10_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, InMemoryTransport> _listeners = [];
    private readonly Dictionary<(string From, string To), InMemoryRule> _rules = [];
    private readonly HashSet<InMemoryLink> _links = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _nextPort = FirstPort;

    public TimeProvider Time => time;

    /// <summary>A transport for one node.</summary>
    public InMemoryTransport CreateTransport() => new(this);

    /// <summary>Holds all bytes between two nodes both ways, as a cut cable does: nothing fails, nothing arrives.</summary>
    public void Hold(string a, string b)
    {
        HoldOneWay(a, b);
        HoldOneWay(b, a);
    }

    /// <summary>Holds the bytes of one direction.</summary>
    public void HoldOneWay(string from, string to) => SetRule(from, to, rule => rule with { Held = true });

    /// <summary>Delays the bytes of one direction.</summary>
    public void Delay(string from, string to, TimeSpan delay) => SetRule(from, to, rule => rule with { Delay = delay });

    /// <summary>Loses whole frames of one direction for which <paramref name="drop"/> says so.</summary>
    public void Drop(string from, string to, Func<FrameType, bool>? drop) => SetRule(from, to, rule => rule with { Drop = drop });

    /// <summary>Takes back all rules between two nodes; what was held flows on.</summary>
    public void Heal(string a, string b)
    {
        SetRule(a, b, _ => InMemoryRule.None);
        SetRule(b, a, _ => InMemoryRule.None);
    }

    /// <summary>Breaks all connections between two nodes; new ones can be made unless held.</summary>
    public void Sever(string a, string b)
    {
        InMemoryLink[] broken;
        lock (_lock)
            broken = [.. _links.Where(link => (link.From == a && link.To == b) || (link.From == b && link.To == a))];
        foreach (InMemoryLink link in broken)
            link.Abort();
    }

    internal InMemoryRule RuleOf(string from, string to)
    {
        lock (_lock)
            return _rules.GetValueOrDefault((from, to), InMemoryRule.None);
    }

    /// <summary>Waits until the direction is not held.</summary>
    internal async ValueTask WhenOpenAsync(string from, string to, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (!_rules.GetValueOrDefault((from, to), InMemoryRule.None).Held)
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal string Register(InMemoryTransport transport, string host, int port)
    {
        lock (_lock)
        {
            string name = $"{host}:{(port == 0 ? _nextPort++ : port)}";
            if (!_listeners.TryAdd(name, transport))
                throw new IOException($"{name} is in use.");
            return name;
        }
    }

    internal void Unregister(string name)
    {
        lock (_lock)
            _listeners.Remove(name);
    }

    internal InMemoryTransport? Find(string name)
    {
        lock (_lock)
            return _listeners.GetValueOrDefault(name);
    }

    internal async ValueTask<ITransportConnection> ConnectAsync(string from, string to, CancellationToken cancellationToken)
    {
        await WhenOpenAsync(from, to, cancellationToken).ConfigureAwait(false);
        await WhenOpenAsync(to, from, cancellationToken).ConfigureAwait(false);
        InMemoryTransport target = Find(to) ?? throw new IOException($"Nothing listens at {to}.");
        InMemoryLink link = new(this, from, to);
        lock (_lock)
            _links.Add(link);
        link.Start();
        target.Accept(link.AcceptorEnd);
        return link.ConnectorEnd;
    }

    internal bool Forget(InMemoryLink link)
    {
        lock (_lock)
            return _links.Remove(link);
    }

    private void SetRule(string from, string to, Func<InMemoryRule, InMemoryRule> change)
    {
        TaskCompletionSource before;
        lock (_lock)
        {
            _rules[(from, to)] = change(_rules.GetValueOrDefault((from, to), InMemoryRule.None));
            before = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        before.SetResult();
    }
}
