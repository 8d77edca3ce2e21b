namespace Broker.Protocol.Access;

/// <summary>What a client may do with a topic.</summary>
public enum TopicAction : byte
{
    /// <summary>Receive what is published from now on, and recover what it missed.</summary>
    Subscribe,

    /// <summary>Publish to it.</summary>
    Publish,

    /// <summary>Read what it keeps.</summary>
    History,

    /// <summary>See who is there.</summary>
    Presence,
}
