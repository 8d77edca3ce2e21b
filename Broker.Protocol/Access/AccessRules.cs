using System.Collections.Frozen;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Access;

/// <summary>Decides who may do what with which topic. Immutable and pure; every way in asks it, by a <see cref="ClientGate"/>.</summary>
/// <remarks>
/// Allowed is what one of these allows, and nothing else: the client's own inbox (but to publish to), the token, one of the client's roles,
/// the topic's namespace.
/// </remarks>
public sealed class AccessRules
{
    /// <summary>The rules of a node without settings and authentication: everyone may everything.</summary>
    public static readonly AccessRules Open = new(NamespaceTable.Open, new Dictionary<string, TopicGrants>(), isAuthenticationOn: false, letsAnonymousIn: true);

    private readonly FrozenDictionary<string, TopicGrants> _roles;

    /// <summary>The rules that the settings make.</summary>
    /// <param name="namespaces">The namespaces of topics.</param>
    /// <param name="roles">What the holder of a role may do, by its name.</param>
    /// <param name="isAuthenticationOn">Whether clients are asked who they are.</param>
    /// <param name="letsAnonymousIn">Whether those that do not say are let in, to do what anyone may.</param>
    public AccessRules(NamespaceTable namespaces, IReadOnlyDictionary<string, TopicGrants> roles, bool isAuthenticationOn, bool letsAnonymousIn)
    {
        Namespaces = namespaces;
        IsAuthenticationOn = isAuthenticationOn;
        LetsAnonymousIn = letsAnonymousIn || !isAuthenticationOn;
        _roles = roles.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The namespaces of topics.</summary>
    public NamespaceTable Namespaces { get; }

    /// <summary>Whether clients are asked who they are.</summary>
    public bool IsAuthenticationOn { get; }

    /// <summary>Whether a client that does not say who it is may connect.</summary>
    public bool LetsAnonymousIn { get; }

    /// <summary>Whether a client may do something with a topic.</summary>
    public bool May(Identity who, TopicAction action, TopicName topic)
    {
        if ((action != TopicAction.Publish && who.OwnsInbox(topic)) || who.Grants.Allow(action, topic))
        {
            return true;
        }

        foreach (var role in who.Roles)
        {
            if (_roles.TryGetValue(role, out var grants) && grants.Allow(action, topic))
            {
                return true;
            }
        }

        var audience = AudienceOf(action, Namespaces.Of(topic));
        return audience.Includes(who, audience.Subscribers && action != TopicAction.Subscribe && May(who, TopicAction.Subscribe, topic));
    }

    /// <summary>Whether a client may subscribe to every topic that a filter matches.</summary>
    public bool MayFilter(Identity who, TopicPattern filter)
    {
        if (who.Grants.AllowAll(TopicAction.Subscribe, filter))
        {
            return true;
        }

        foreach (var role in who.Roles)
        {
            if (_roles.TryGetValue(role, out var grants) && grants.AllowAll(TopicAction.Subscribe, filter))
            {
                return true;
            }
        }

        return Namespaces.Touched(filter).All(options => options.Subscribe.Includes(who, isSubscriber: false));
    }

    /// <summary>Whether a client may connect under a key.</summary>
    public bool MayUse(Identity who, ClientKey key) => !IsAuthenticationOn || who.Owns(key);

    private static Audience AudienceOf(TopicAction action, NamespaceOptions options) => action switch
    {
        TopicAction.Subscribe => options.Subscribe,
        TopicAction.Publish => options.Publish,
        TopicAction.History => options.History,
        _ => options.Presence,
    };
}
