namespace Broker.Actors.Topics;

/// <summary>What a topic's owner wants done.</summary>
public enum TopicEffectKind
{
    /// <summary>Send the message to the peer.</summary>
    Send,

    /// <summary>Tell the owner when the peer has stopped.</summary>
    Watch,

    /// <summary>No longer.</summary>
    Unwatch,

    /// <summary>Send the message to the topic again, as coming from the peer: the next owner deals with it.</summary>
    Forward,

    /// <summary>Remember on this node that the state's highest term is in use.</summary>
    NoteTerm,

    /// <summary>Ask for the stop message: the topic is idle, or another owner has a higher term.</summary>
    Passivate,

    /// <summary>Stop now; nothing is left to do.</summary>
    Stop,
}
