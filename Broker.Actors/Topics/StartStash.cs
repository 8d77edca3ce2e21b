using Broker.Actors.Publishing;

namespace Broker.Actors.Topics;

/// <summary>What comes for an owner before it knows how to begin: bounded, since the senders send again.</summary>
public sealed class StartStash<TPeer>(TopicOptions options)
    where TPeer : class
{
    private readonly Queue<(TPeer From, object Message)> _messages = new();
    private long _bytes;

    public int Count => _messages.Count;

    /// <summary>Keeps a message, or deals with it: a publish too many is answered "busy", anything else is left to its repeat.</summary>
    public void Keep(TPeer from, object message, List<TopicEffect<TPeer>> effects)
    {
        var publish = message as Publish;
        var bytes = publish?.Payload.Length ?? 0;
        if (_messages.Count < options.StartStash && (_bytes + bytes <= options.StartStashBytes || _bytes == 0))
        {
            _bytes += bytes;
            _messages.Enqueue((from, message));
        }
        else if (publish is not null)
        {
            effects.Add(new(TopicEffectKind.Send, from, PublishAnswer.Busy(publish)));
        }
    }

    /// <summary>The next one that was kept, in the order they came.</summary>
    public bool TryTake(out TPeer from, out object message)
    {
        var taken = _messages.TryDequeue(out var next);
        (from, message) = next;
        return taken;
    }
}
