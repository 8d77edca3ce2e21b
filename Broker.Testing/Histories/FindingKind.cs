namespace Broker.Testing.Histories;

/// <summary>The promises that a run can break.</summary>
public enum FindingKind
{
    /// <summary>An accepted message, or a number of the stream, did not come, and nobody said so.</summary>
    Lost,

    /// <summary>A message came twice on one connection.</summary>
    Duplicated,

    /// <summary>Two orders that contradict each other, or the order in which messages were published.</summary>
    Reordered,

    /// <summary>Two messages under one number.</summary>
    Confused,

    /// <summary>A connection entered another epoch, where nothing but a loss of the owner begins one, and its subscriber was not told.</summary>
    Untold,

    /// <summary>What a connection had to continue it did not.</summary>
    NotContinued,

    /// <summary>A message came that nobody had sent, or that was refused.</summary>
    Stranger,

    /// <summary>A subscriber was sent away, or cut off by a living node.</summary>
    Dismissed,

    /// <summary>A node ended by itself.</summary>
    Crashed,
}
