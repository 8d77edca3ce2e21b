namespace Broker.Runtime.Dispatch;

/// <summary>Keeps nodes of mailboxes for use again, so that sending a message allocates nothing.</summary>
/// <remarks>
/// Senders take nodes from their own thread's list, receivers give them back to theirs. Where the two are different threads, whole
/// chains move through a shared shelf: one short lock for <see cref="ChainLength"/> messages. What does not fit is left to the
/// garbage collector.
/// </remarks>
internal sealed class EnvelopeNodes
{
    private const int ChainLength = 64;
    private const int MostChains = 256;

    [ThreadStatic]
    private static EnvelopeNodes? _ofThread;

    private static readonly Lock Gate = new();
    private static readonly EnvelopeNode?[] Shelf = new EnvelopeNode?[MostChains];
    private static volatile int _chains;

    private EnvelopeNode? _free;
    private int _count;

    /// <summary>The list of this thread.</summary>
    public static EnvelopeNodes OfThread => _ofThread ??= new EnvelopeNodes();

    public EnvelopeNode Rent()
    {
        var node = _free ?? TakeChain();
        if (node is null)
            return new EnvelopeNode();
        _free = node.Next;
        _count--;
        node.Next = null;
        return node;
    }

    public void Return(EnvelopeNode node)
    {
        if (_count >= 2 * ChainLength)
            GiveChain();
        node.Next = _free;
        _free = node;
        _count++;
    }

    private EnvelopeNode? TakeChain()
    {
        if (_chains == 0)
            return null;
        lock (Gate)
        {
            if (_chains == 0)
                return null;
            var chain = Shelf[--_chains];
            Shelf[_chains] = null;
            _count = ChainLength;
            return chain;
        }
    }

    private void GiveChain()
    {
        var last = _free!;
        for (var i = 1; i < ChainLength; i++)
            last = last.Next!;
        var chain = _free;
        _free = last.Next;
        last.Next = null;
        _count -= ChainLength;
        lock (Gate)
        {
            if (_chains < MostChains)
                Shelf[_chains++] = chain;
        }
    }
}
