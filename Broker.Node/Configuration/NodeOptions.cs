using System.ComponentModel.DataAnnotations;

namespace Broker.Node.Configuration;

/// <summary>The node itself: <c>relay.node</c>.</summary>
public sealed class NodeOptions
{
    /// <summary>How the node calls itself; empty for host:port of its HTTP address.</summary>
    [MaxLength(64)]
    public string Name { get; set; } = "";
}
