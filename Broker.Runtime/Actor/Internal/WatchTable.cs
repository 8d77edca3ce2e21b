namespace Broker.Runtime.Actor.Internal;

/// <summary>Actors on one side of a watch, each with the message that is to come instead of Terminated, if any.</summary>
/// <remarks>
/// Nearly every actor that watches or is watched has one on the other side, and there are as many of these as actors: so a few are kept
/// in an array that fits, and only many in a table.
/// </remarks>
internal sealed class WatchTable
{
    private const int Few = 8;

    private KeyValuePair<IActorRef, object?>[] _few = [];
    private Dictionary<IActorRef, object?>? _many;

    public int Count => _many?.Count ?? _few.Length;

    /// <summary>All of them.</summary>
    public IEnumerable<IActorRef> Actors => _many is not null ? _many.Keys : _few.Select(static entry => entry.Key);

    public bool TryGet(IActorRef actor, out object? message)
    {
        if (_many is not null)
            return _many.TryGetValue(actor, out message);
        var index = IndexOf(actor);
        message = index < 0 ? null : _few[index].Value;
        return index >= 0;
    }

    /// <summary>Adds an actor; false when it is there already.</summary>
    public bool TryAdd(IActorRef actor, object? message)
    {
        if (_many is not null)
            return _many.TryAdd(actor, message);
        if (IndexOf(actor) >= 0)
            return false;
        if (_few.Length < Few)
            _few = [.. _few, new(actor, message)];
        else
            _many = new Dictionary<IActorRef, object?>(_few) { { actor, message } };
        return true;
    }

    /// <summary>Adds an actor, or gives it another message.</summary>
    public void Set(IActorRef actor, object? message)
    {
        Remove(actor);
        TryAdd(actor, message);
    }

    public bool Remove(IActorRef actor) => Remove(actor, out _);

    public bool Remove(IActorRef actor, out object? message)
    {
        if (_many is not null)
            return _many.Remove(actor, out message);
        var index = IndexOf(actor);
        message = index < 0 ? null : _few[index].Value;
        if (index >= 0)
            _few = _few.Length == 1 ? [] : [.. _few[..index], .. _few[(index + 1)..]];
        return index >= 0;
    }

    private int IndexOf(IActorRef actor)
    {
        for (var i = 0; i < _few.Length; i++)
        {
            if (ReferenceEquals(_few[i].Key, actor) || _few[i].Key.Equals(actor))
                return i;
        }

        return -1;
    }
}
