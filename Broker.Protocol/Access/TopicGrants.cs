using Broker.Protocol.Topics;

namespace Broker.Protocol.Access;

/// <summary>The topics that a token, a role or an API key opens, for each action.</summary>
public sealed record TopicGrants
{
    /// <summary>Opens nothing.</summary>
    public static readonly TopicGrants None = new();

    /// <summary>Where its holder may subscribe.</summary>
    public IReadOnlyList<TopicPattern> Subscribe { get; init; } = [];

    /// <summary>Where its holder may publish.</summary>
    public IReadOnlyList<TopicPattern> Publish { get; init; } = [];

    /// <summary>Where its holder may read the history.</summary>
    public IReadOnlyList<TopicPattern> History { get; init; } = [];

    /// <summary>Where its holder may see who is there.</summary>
    public IReadOnlyList<TopicPattern> Presence { get; init; } = [];

    /// <summary>Whether an action on a topic is open.</summary>
    public bool Allow(TopicAction action, TopicName topic)
    {
        foreach (var pattern in Of(action))
        {
            if (pattern.Matches(topic))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an action is open on every topic that a filter matches.</summary>
    public bool AllowAll(TopicAction action, TopicPattern filter)
    {
        foreach (var pattern in Of(action))
        {
            if (pattern.Covers(filter))
            {
                return true;
            }
        }

        return false;
    }

    private IReadOnlyList<TopicPattern> Of(TopicAction action) => action switch
    {
        TopicAction.Subscribe => Subscribe,
        TopicAction.Publish => Publish,
        TopicAction.History => History,
        _ => Presence,
    };
}
