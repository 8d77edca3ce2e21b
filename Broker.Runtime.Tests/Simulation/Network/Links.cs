using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Network;

/// <summary>All links: delay, loss, cuts.</summary>
/// <remarks>
/// A message is meant for the process that runs at its destination when it is sent, as with a connection: a later one does not get it.
/// </remarks>
internal sealed class Links
{
    /// <summary>What a socket and its queue take while the other side is silent; what comes beyond is lost.</summary>
    private const int HeldLimit = 500;

    private readonly World _world;
    private readonly Link[,] _links;
    private readonly double _minDelay;
    private readonly double _spread;
    private readonly double _loss;

    public Links(World world, int machines)
    {
        _world = world;
        _minDelay = world.Options.MinDelaySeconds;
        _spread = world.Options.MaxDelaySeconds - _minDelay;
        _loss = world.Options.Loss;
        _links = new Link[machines, machines];
        for (var from = 0; from < machines; from++)
        {
            for (var to = 0; to < machines; to++)
                _links[from, to] = new Link();
        }
    }

    /// <summary>Loss stops, for the end of a history.</summary>
    public bool IsQuiet { get; set; }

    public Link Between(Machine from, Machine to) => _links[from.Index, to.Index];

    public bool IsOpen(Machine from, Machine to) => Between(from, to).Cuts == 0;

    /// <summary>Whether both machines move, and hear each other.</summary>
    public bool AreInTouch(Machine one, Machine other) =>
        !one.IsPaused && !other.IsPaused && IsOpen(one, other) && IsOpen(other, one);

    public void Cut(Machine from, Machine to, bool hold)
    {
        var link = Between(from, to);
        link.Cuts++;
        if (hold)
            link.Holds++;
    }

    public void Mend(Machine from, Machine to, bool hold)
    {
        var link = Between(from, to);
        link.Cuts--;
        if (hold)
            link.Holds--;
        if (link.Cuts > 0)
            return;
        foreach (var held in link.Held)
            Enqueue(link, held, 0);
        link.Held.Clear();
    }

    public void Send(Incarnation from, Machine to, object message, Lane lane)
    {
        var link = Between(from.Machine, to);
        var target = to.Current;
        var moment = new Moment
        {
            Happening = Happening.Arrival,
            Lane = (byte)lane,
            Machine = to,
            Incarnation = target,
            What = message,
            Who = from,
        };
        if (from.Machine == to)
        {
            Enqueue(link, moment, 0);
            return;
        }

        if (link.Cuts > 0)
        {
            Hold(link, moment);
            return;
        }

        if (target is null)
        {
            Lose(message, "nobody there");
        }
        else if (!from.Watches.IsWilling(target))
        {
            // The other side's refusal comes first in a handshake.
            _ = target.Watches.IsWelcome(from);
            Lose(message, "given up");
        }
        else if (!IsQuiet && (_loss + link.ExtraLoss) is > 0 and var loss && _world.Chance(loss))
            Lose(message, "lost on the way");
        else
            Enqueue(link, moment, link.ExtraDelaySeconds);
    }

    /// <summary>Whether an answer on the way back would get through, and how long it takes.</summary>
    public bool TryPass(Machine from, Machine to, out double seconds)
    {
        var link = Between(from, to);
        seconds = Delay() + link.ExtraDelaySeconds;
        return link.Cuts == 0 && (IsQuiet || (_loss + link.ExtraLoss) is var loss && (loss <= 0 || !_world.Chance(loss)));
    }

    public void Arrive(in Moment moment)
    {
        var from = (Incarnation)moment.Who!;
        var link = Between(from.Machine, moment.Machine!);
        if (link.Cuts > 0 && from.Machine != moment.Machine)
            Hold(link, moment);
        else if (moment.Incarnation is { IsAlive: true } target)
            target.Receive(moment.What!, from, (Lane)moment.Lane);
        else
            Lose(moment.What!, "its receiver has ended");
    }

    private void Enqueue(Link link, in Moment moment, double extra)
    {
        var at = _world.Now.Ticks + (long)((Delay() + extra) * TimeSpan.TicksPerSecond);
        ref var last = ref link.LastArrival[moment.Lane];
        last = Math.Max(last, at);
        _world.At(new TimeSpan(last), moment);
    }

    private void Hold(Link link, in Moment moment)
    {
        if (link.Holds > 0 && moment.Lane != (byte)Lane.Heartbeat && moment.Incarnation is not null && link.Held.Count < HeldLimit)
            link.Held.Add(moment);
        else
            Lose(moment.What!, "link cut");
    }

    private double Delay() => _minDelay + (_spread * _world.Random.NextDouble());

    private void Lose(object message, string reason)
    {
        _world.Statistics.Lost++;
        _world.Ledger.Undeliverable(message, reason);
    }
}
