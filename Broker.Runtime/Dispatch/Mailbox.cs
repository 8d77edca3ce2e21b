using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Event;

namespace Broker.Runtime.Dispatch;

/// <summary>The queue of one actor, and the work item that handles it on the thread pool.</summary>
/// <remarks>
/// <para>
/// Many threads send, one turn at a time receives. User messages are in a linked queue (D. Vyukov, "Non-intrusive MPSC node-based
/// queue"): a send is one exchange of the head and one store. System messages are in a stack of their own that is turned around when
/// a turn takes it, and are always handled first.
/// </para>
/// <para>
/// A mailbox is idle or scheduled. A sender that finds it idle schedules it. A turn that ends sets it idle and then looks again; since
/// both the exchange of the head and the change of state are full fences, either the sender sees idle or the turn sees the message.
/// </para>
/// </remarks>
public sealed class Mailbox : IRunnable
{
    private const int Idle = 0;
    private const int Scheduled = 1;

    private static readonly SystemMessage Closed = new NoMessage();

    [ThreadStatic]
    private static int _localSchedules;

    private readonly ActorCell _cell;
    private EnvelopeNode _head;
    private EnvelopeNode _tail;
    private SystemMessage? _system;
    private Stack<Envelope>? _front;
    private int _state;
    private volatile int _suspended;
    private volatile bool _closed;

    internal Mailbox(ActorCell cell)
    {
        _cell = cell;
        _head = _tail = EnvelopeNodes.OfThread.Rent();
    }

    /// <summary>Runs the actor.</summary>
    public MessageDispatcher Dispatcher => _cell.Dispatcher;

    /// <summary>True when user messages are waiting.</summary>
    internal bool HasMessages => Volatile.Read(ref _head) != Volatile.Read(ref _tail) || _front is { Count: > 0 };

    internal bool IsSuspended => _suspended > 0;

    internal bool IsClosed => _closed;

    /// <inheritdoc />
    public void Run()
    {
        var outer = CurrentCell.Value;
        CurrentCell.Value = _cell;
        try
        {
            HandleSystemMessages();
            HandleUserMessages();
        }
        finally
        {
            CurrentCell.Value = outer;
            EndTurn();
        }
    }

    /// <inheritdoc />
    public void Execute()
    {
        if (!_cell.Dispatcher.HandsOn)
        {
            Run();
            return;
        }

        using (FollowUps.Begin())
            Run();
    }

    internal void Post(object message, IActorRef? sender)
    {
        if (_closed)
        {
            ToDeadLetters(message, sender);
            return;
        }

        var node = EnvelopeNodes.OfThread.Rent();
        node.Message = message;
        node.Sender = sender;
        var previous = Interlocked.Exchange(ref _head, node);
        Volatile.Write(ref previous.Next, node);
        if (_state == Idle && (_suspended == 0 || _closed))
            TrySchedule(preferLocal: true);
    }

    internal void PostSystem(SystemMessage message)
    {
        SystemMessage? top;
        do
        {
            top = Volatile.Read(ref _system);
            if (ReferenceEquals(top, Closed))
            {
                _cell.SystemMessageAfterEnd(message);
                return;
            }

            message.Next = top;
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _system, message, top), top));

        TrySchedule(preferLocal: true);
    }

    /// <summary>Puts a message in front of all others; only within the actor's turn.</summary>
    internal void PushFront(Envelope envelope) => (_front ??= new Stack<Envelope>()).Push(envelope);

    /// <summary>Stops the handling of user messages until the same number of <see cref="Resume"/>; only within the actor's turn.</summary>
    internal void Suspend() => _suspended++;

    /// <summary>Takes back one <see cref="Suspend"/>; only within the actor's turn.</summary>
    internal void Resume()
    {
        if (_suspended > 0)
            _suspended--;
    }

    /// <summary>Ends the mailbox for good: what is in it, and what still comes, goes to dead letters; only within the actor's turn.</summary>
    internal void Close()
    {
        _closed = true;
        var rest = Reverse(Interlocked.Exchange(ref _system, Closed));
        SystemMessagesAfterEnd(rest);
        DrainToDeadLetters();
    }

    private static SystemMessage? Reverse(SystemMessage? newest)
    {
        SystemMessage? oldest = null;
        while (newest is not null)
        {
            var next = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = next;
        }

        return oldest;
    }

    private void HandleSystemMessages()
    {
        while (!_closed && Volatile.Read(ref _system) is not null)
        {
            var message = Reverse(Interlocked.Exchange(ref _system, null));
            while (message is not null)
            {
                var next = message.Next;
                message.Unlink();
                _cell.SystemInvoke(message);
                message = next;
                if (_closed)
                {
                    SystemMessagesAfterEnd(message);
                    return;
                }
            }
        }
    }

    private void HandleUserMessages()
    {
        var dispatcher = _cell.Dispatcher;
        var nodes = EnvelopeNodes.OfThread;
        var deadline = dispatcher.ThroughputDeadlineTime is { } ticks and > 0 ? Environment.TickCount64 + (ticks / TimeSpan.TicksPerMillisecond) : 0;
        for (var left = dispatcher.Throughput; left > 0 && _suspended == 0 && !_closed; left--)
        {
            if (!TryTake(nodes, out var message, out var sender))
                return;
            _cell.Invoke(message, sender);
            if (Volatile.Read(ref _system) is not null)
                HandleSystemMessages();
            if (deadline > 0 && Environment.TickCount64 >= deadline)
                return;
        }

        if (_closed)
            DrainToDeadLetters();
    }

    private bool TryTake(EnvelopeNodes nodes, out object message, out IActorRef? sender)
    {
        if (_front is { Count: > 0 })
        {
            var envelope = _front.Pop();
            message = envelope.Message;
            sender = envelope.Sender;
            return true;
        }

        var tail = _tail;
        var next = Volatile.Read(ref tail.Next);
        if (next is null)
        {
            message = null!;
            sender = null;
            if (Volatile.Read(ref _head) == tail)
                return false;
            next = WaitForLink(tail);
        }

        message = next.Message!;
        sender = next.Sender;
        next.Message = null;
        next.Sender = null;
        Volatile.Write(ref _tail, next);
        nodes.Return(tail);
        return true;
    }

    // A sender has taken its place in the queue and is about to link it: two instructions, unless its thread lost the processor.
    private static EnvelopeNode WaitForLink(EnvelopeNode tail)
    {
        var spin = default(SpinWait);
        EnvelopeNode? next;
        while ((next = Volatile.Read(ref tail.Next)) is null)
            spin.SpinOnce(sleep1Threshold: -1);
        return next;
    }

    private void EndTurn()
    {
        var more = _suspended == 0 && HasMessages;
        if (more && !_closed)
        {
            if (_cell.Dispatcher.RunsOnCaller)
            {
                Run();
                return;
            }

            // Behind everything else that waits: this actor has had its turn.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        Interlocked.Exchange(ref _state, Idle);
        if (NeedsTurn())
            TrySchedule(preferLocal: false);
    }

    private bool NeedsTurn()
    {
        var system = Volatile.Read(ref _system);
        if (system is not null && !ReferenceEquals(system, Closed))
            return true;
        return (_suspended == 0 || _closed) && Volatile.Read(ref _head) != Volatile.Read(ref _tail);
    }

    private void TrySchedule(bool preferLocal)
    {
        if (Volatile.Read(ref _state) != Idle || Interlocked.CompareExchange(ref _state, Scheduled, Idle) != Idle)
            return;

        if (_cell.Dispatcher.RunsOnCaller)
        {
            Run();
            return;
        }

        if (_cell.Dispatcher.HandsOn && FollowUps.TryAdd(this))
            return;

        // Two actors that keep answering each other would stay on one thread's local queue for ever and starve the global one.
        var local = preferLocal && (++_localSchedules & 63) != 0;
        ThreadPool.UnsafeQueueUserWorkItem(this, local);
    }

    private void SystemMessagesAfterEnd(SystemMessage? message)
    {
        while (message is not null)
        {
            var next = message.Next;
            message.Unlink();
            _cell.SystemMessageAfterEnd(message);
            message = next;
        }
    }

    private void DrainToDeadLetters()
    {
        var nodes = EnvelopeNodes.OfThread;
        while (TryTake(nodes, out var message, out var sender))
            ToDeadLetters(message, sender);
    }

    private void ToDeadLetters(object message, IActorRef? sender)
    {
        // A subscriber to dead letters that has stopped would be sent the dead letter of its own dead letter, without end.
        if (message is not AllDeadLetters)
            _cell.SystemImpl.DeadLetters.Tell(new DeadLetter(message, sender, _cell.Self), sender);
    }
}
