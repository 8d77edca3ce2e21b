using System.Collections.Frozen;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Access;

/// <summary>Who a client is, and what it was given, as far as the broker knows. Immutable.</summary>
public sealed class Identity
{
    /// <summary>A client that has not said who it is.</summary>
    public static readonly Identity Anonymous = new(null, []);

    private readonly FrozenSet<string> _keys;

    /// <summary>A user with roles; no subject means nobody.</summary>
    /// <param name="subject">The user.</param>
    /// <param name="roles">Names of roles, of which those that the settings know count.</param>
    /// <param name="keys">Keys that are the user's besides the subject.</param>
    /// <param name="grants">What it may do beside what its roles and the namespaces allow.</param>
    /// <param name="expires">When it ends to be that; null for never.</param>
    public Identity(
        string? subject, IEnumerable<string> roles, IEnumerable<string>? keys = null, TopicGrants? grants = null, DateTimeOffset? expires = null)
    {
        Subject = subject;
        Roles = roles.ToFrozenSet(StringComparer.Ordinal);
        Grants = grants ?? TopicGrants.None;
        Expires = expires;
        var own = (keys ?? []).Append(subject ?? "").Where(static key => ClientKey.TryParse(key, out _));
        _keys = own.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The user; null for a client that has not said.</summary>
    public string? Subject { get; }

    /// <summary>The user's roles.</summary>
    public FrozenSet<string> Roles { get; }

    /// <summary>What the token itself opens.</summary>
    public TopicGrants Grants { get; }

    /// <summary>When the identity ends; null for never.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>Whether the client has proven who it is.</summary>
    public bool IsAuthenticated => Subject is not null;

    /// <summary>Whether a key is the user's: its subject, or one that is listed.</summary>
    public bool Owns(ClientKey key) => _keys.Contains(key.Value);

    /// <summary>Whether a topic is the inbox of one of the user's keys.</summary>
    public bool OwnsInbox(TopicName topic) => _keys.Count > 0 && topic.TryInboxKey(out var key) && OwnsText(key);

    private bool OwnsText(ReadOnlySpan<char> key) => _keys.GetAlternateLookup<ReadOnlySpan<char>>().Contains(key);
}
