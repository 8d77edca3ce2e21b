using System.Globalization;

namespace Broker.Testing.Nemesis;

/// <summary>What a node's metrics say about the cluster.</summary>
/// <param name="Up">Members that are Up.</param>
/// <param name="Others">Members of any other status.</param>
/// <param name="Unreachable">Members that do not answer this node.</param>
public sealed record MembershipView(int Up, int Others, int Unreachable)
{
    private const string Members = "relay_cluster_members{";
    private const string UnreachableMembers = "relay_cluster_unreachable ";

    /// <summary>Reads the text of <c>/metrics</c>.</summary>
    public static MembershipView Read(string metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var (up, others, unreachable) = (0, 0, 0);
        foreach (var line in metrics.Split('\n'))
        {
            if (line.StartsWith(Members, StringComparison.Ordinal))
            {
                var isUp = line.Contains("status=\"up\"", StringComparison.Ordinal);
                var isMember = !line.Contains("status=\"removed\"", StringComparison.Ordinal);
                up += isUp ? Value(line) : 0;
                others += !isUp && isMember ? Value(line) : 0;
            }
            else if (line.StartsWith(UnreachableMembers, StringComparison.Ordinal))
            {
                unreachable = Value(line);
            }
        }

        return new MembershipView(up, others, unreachable);
    }

    /// <summary>Whether this is the view of a cluster of that many members and nothing else.</summary>
    public bool IsHealthy(int nodes) => this == new MembershipView(nodes, 0, 0);

    private static int Value(string line) => int.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), NumberStyles.Integer, CultureInfo.InvariantCulture);
}
