namespace Broker.Actors.Topics;

/// <summary>What a topic's owner wants done.</summary>
public enum TopicEffectKind
{
    /// <summary>Send the message to the peer.</summary>
    Send,

    /// <summary>Send the message, an answer, to the peer, a publisher who is in no hurry: with others to its node.</summary>
    AnswerLater,

    /// <summary>Send the message, an answer, to the peer, a publisher, at once, and with it what waits for its node.</summary>
    AnswerHurry,

    /// <summary>Tell the owner when the peer has stopped.</summary>
    Watch,

    /// <summary>No longer.</summary>
    Unwatch,

    /// <summary>Send the message to the topic again, as coming from the peer: the next owner deals with it.</summary>
    Forward,

    /// <summary>Remember on this node that the state's highest term is in use.</summary>
    NoteTerm,

    /// <summary>Give the message, an invite of a node, to the node's reporter, which repeats it until that node has it.</summary>
    Invite,

    /// <summary>Give the message, the topic's head cell, to the node's reporter of heads.</summary>
    ReportHead,

    /// <summary>Leave the message, the topic's final state, with the node's keeper.</summary>
    Leave,

    /// <summary>Tell the node's keeper to have the state dropped that the message, a reminder, is of.</summary>
    Remind,

    /// <summary>Ask for the stop message: the topic is idle, or another owner has a higher term.</summary>
    Passivate,

    /// <summary>Stop now; nothing is left to do.</summary>
    Stop,
}
