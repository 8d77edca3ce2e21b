using System.Globalization;
using System.Text;

namespace Broker.Actors.Nodes;

/// <summary>One process of the cluster: a node that restarts is another one.</summary>
public readonly record struct NodeId(ulong Value)
{
    /// <summary>No node.</summary>
    public static NodeId None => default;

    /// <summary>The id of a member, the same on every node: a hash, so that nobody has to be asked for it.</summary>
    public static NodeId Of(UniqueAddress member)
    {
        // FNV-1a, 64 bits.
        var hash = 14695981039346656037UL;
        foreach (var next in Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{member.Address}#{member.Uid}")))
        {
            hash = (hash ^ next) * 1099511628211UL;
        }

        return new NodeId(hash | 1);
    }

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
