namespace Broker.Runtime.Remote.Links;

/// <summary>What became of a message given to a link.</summary>
internal enum EnqueueResult
{
    Queued,

    /// <summary>Too much waits already.</summary>
    Full,

    /// <summary>Its frame would be above the limit.</summary>
    TooLarge,

    /// <summary>The node was given up, or this one is shutting down.</summary>
    Closed,
}
