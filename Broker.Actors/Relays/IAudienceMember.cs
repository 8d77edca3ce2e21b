namespace Broker.Actors.Relays;

/// <summary>One who hears a filter.</summary>
public interface IAudienceMember
{
    /// <summary>Whether its connection had another subscription, when this one was made, that may bring the same topic.</summary>
    bool MayOverlap { get; }

    /// <summary>For the audience only: whether it has left. Read by relays on other threads, where a little late does no harm.</summary>
    bool HasLeft { get; set; }
}
