namespace Broker.Tests.Topics.Simulation.Links;

/// <summary>What a link does with what is sent over it, in one direction.</summary>
internal enum LinkMode
{
    /// <summary>It arrives.</summary>
    Open,

    /// <summary>It is lost.</summary>
    Dropping,

    /// <summary>It is kept, and arrives when the link is open again.</summary>
    Holding,
}
