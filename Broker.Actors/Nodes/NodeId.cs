using System.Globalization;

namespace Broker.Actors.Nodes;

/// <summary>One process of the cluster: a node that restarts is another one.</summary>
public readonly record struct NodeId(ulong Value)
{
    /// <summary>No node.</summary>
    public static NodeId None => default;

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
