using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Remote.Delivery;
using Broker.Runtime.Remote.Links;
using EngineTests.Simulation.Network;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Watches;

/// <summary>The associations of one process: who lives where, who was given up, and system messages that are sent until acknowledged.</summary>
internal sealed class PeerLinks(World world, Incarnation process, Action<Address> addressGone)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ResendTick = TimeSpan.FromSeconds(1);

    private readonly Association[] _all = [.. world.Machines.Select(static machine => new Association(machine))];

    /// <summary>Meets a process, by a handshake; false when it was given up.</summary>
    public bool Meet(Incarnation peer)
    {
        var association = _all[peer.Machine.Index];
        if (association.Peer.Uid == peer.Uid)
            return true;
        // Whatever is still on the way from a process that ended was dropped with its connections when the next one was met.
        if (association.Peer.Uid > peer.Uid)
            return false;
        switch (association.Peer.Meet(peer.Uid, out _))
        {
            case Meeting.Quarantined:
                return false;
            case Meeting.First:
                association.Incoming = new SystemMessageReceiverState();
                return true;
            case Meeting.Replaced:
                association.End();
                addressGone(peer.Machine.Address);
                return true;
            default:
                return true;
        }
    }

    /// <summary>Gives a process up for good, and tells it if it can be reached.</summary>
    public void Quarantine(Machine machine, int uid)
    {
        var association = _all[machine.Index];
        if (association.Peer.IsQuarantined(uid))
            return;
        var wasNeverMet = association.Peer is { Uid: null, IsGone: false };
        var wasCurrent = association.Peer.Quarantine(uid);
        world.Statistics.Quarantines++;
        world.Trace($"{process} gives up {machine}#{uid}");
        if (wasCurrent)
        {
            association.End();
            if (machine.Current is { } peer && peer.Uid == uid && world.Links.IsOpen(process.Machine, machine))
                world.After(world.Between(0.001, 0.01), peer, () => peer.QuarantinedBy(process.Self.Address));
        }

        process.Post(Mailbox.Daemon, new UniqueAddress(machine.Address, uid));
        if (wasCurrent || wasNeverMet)
            addressGone(machine.Address);
    }

    public void SendSystem(Machine machine, SystemContent content)
    {
        var association = _all[machine.Index];
        var frame = new SystemFrame(association.Outgoing.NextSequence, content);
        var bytes = new byte[1];
        association.Outgoing.Add(bytes, process.Machine.Clock);
        association.Frames[bytes] = frame;
        Transmit(association, frame);
        PlanResend(association);
    }

    /// <summary>Whether the frame is the next one and new; it is acknowledged in any case.</summary>
    public bool Receive(SystemFrame frame, Incarnation from)
    {
        var association = _all[from.Machine.Index];
        var verdict = association.Incoming.Receive(frame.Sequence);
        if (verdict == SystemMessageVerdict.Duplicate)
            world.Statistics.Duplicates++;
        world.Links.Send(process, from.Machine, new SystemAck(association.Incoming.Cumulative), Lane.Control);
        return verdict == SystemMessageVerdict.Deliver;
    }

    public void Acknowledged(SystemAck ack, Incarnation from)
    {
        var outgoing = _all[from.Machine.Index].Outgoing;
        outgoing.Acknowledge(ack.Cumulative, process.Machine.Clock);
        if (outgoing.PendingCount == 0)
            _all[from.Machine.Index].Frames.Clear();
    }

    public void SaidGoodbye(Incarnation from)
    {
        var association = _all[from.Machine.Index];
        if (!association.Peer.Quarantine(from.Uid))
            return;
        world.Trace($"{process} has heard the goodbye of {from}");
        association.End();
        addressGone(from.Machine.Address);
    }

    public void SayGoodbye()
    {
        foreach (var association in _all)
        {
            if (association.Peer.Uid is not null && association.Machine != process.Machine)
                world.Links.Send(process, association.Machine, Goodbye.Instance, Lane.Control);
        }
    }

    public void Resend(Association association)
    {
        association.ResendIsPlanned = false;
        var now = process.Machine.Clock;
        if (association.Outgoing.OldestAge(now) >= GiveUpAfter)
        {
            if (association.Peer.Uid is { } uid)
            {
                Quarantine(association.Machine, uid);
            }
            else
            {
                association.End();
                addressGone(association.Machine.Address);
            }
        }
        else if (association.Outgoing.ResendDue(now))
        {
            // Sending may meet a new process there, and end the association with the old one.
            foreach (var frame in association.Outgoing.Pending.Select(bytes => association.Frames[bytes]).ToArray())
                Transmit(association, frame);
            association.Outgoing.MarkSent(now);
        }

        PlanResend(association);
    }

    private void Transmit(Association association, SystemFrame frame)
    {
        world.Links.Send(process, association.Machine, frame, Lane.Control);
        // A connection that breaks just after it: the next one begins with what was not acknowledged.
        if (world.Chance(0.01))
            world.Links.Send(process, association.Machine, frame, Lane.Control);
    }

    private void PlanResend(Association association)
    {
        if (association.ResendIsPlanned || association.Outgoing.PendingCount == 0)
            return;
        association.ResendIsPlanned = true;
        world.At(process.Machine.WhenClockShows(process.Machine.Clock + ResendTick), new Moment
        {
            Happening = Happening.Resend,
            Machine = process.Machine,
            Incarnation = process,
            What = association,
        });
    }
}
