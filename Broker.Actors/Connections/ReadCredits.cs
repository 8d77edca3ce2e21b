namespace Broker.Actors.Connections;

/// <summary>Which messages of a client are dealt with: one that publishes is when all its publishes are settled, any other at once.</summary>
/// <remarks>
/// Publishes are settled in the order they were made, so a queue is enough. This is where back-pressure comes from: the reader's gate stays
/// shut until the credit of an earlier message comes back.
/// </remarks>
internal sealed class ReadCredits
{
    private Queue<Message>? _waiting;
    private int? _cost;
    private int _publishes;
    private int _settledOfFirst;

    /// <summary>The messages that are not dealt with.</summary>
    public int Waiting => _waiting?.Count ?? 0;

    /// <summary>The publishes that the present message made.</summary>
    public int Publishes => _publishes;

    /// <summary>A message begins; without a cost, something else that may publish.</summary>
    public void Begin(int? cost)
    {
        _cost = cost;
        _publishes = 0;
    }

    /// <summary>The message made a publish.</summary>
    public void Published() => _publishes++;

    /// <summary>The message ends; its credit when that is free at once, else null.</summary>
    public int? End()
    {
        if (_publishes == 0)
        {
            return _cost;
        }

        _waiting ??= new Queue<Message>();
        _waiting.Enqueue(new Message(_cost, _publishes));
        return null;
    }

    /// <summary>The next publish is settled; the credit that is free now, or null.</summary>
    public int? Settled()
    {
        if (_waiting is null || !_waiting.TryPeek(out var first) || ++_settledOfFirst < first.Publishes)
        {
            return null;
        }

        _settledOfFirst = 0;
        return _waiting.Dequeue().Cost;
    }

    private readonly record struct Message(int? Cost, int Publishes);
}
