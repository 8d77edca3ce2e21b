using System.Collections.Frozen;

namespace Broker.Protocol.Access;

/// <summary>Who a client is, as far as the broker knows.</summary>
public sealed class Identity
{
    /// <summary>A client that has not said who it is.</summary>
    public static readonly Identity Anonymous = new(null, []);

    /// <summary>A user with roles; no subject means nobody.</summary>
    public Identity(string? subject, IEnumerable<string> roles)
    {
        Subject = subject;
        Roles = roles.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The user; null for a client that has not said.</summary>
    public string? Subject { get; }

    /// <summary>The user's roles.</summary>
    public FrozenSet<string> Roles { get; }

    /// <summary>Whether the client has proven who it is.</summary>
    public bool IsAuthenticated => Subject is not null;
}
