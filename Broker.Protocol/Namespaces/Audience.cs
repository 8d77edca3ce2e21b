using System.Collections.Frozen;
using Broker.Protocol.Access;

namespace Broker.Protocol.Namespaces;

/// <summary>Who may do one thing on the topics of a namespace, apart from those whose token allows it.</summary>
public sealed class Audience
{
    /// <summary>Every client, known or not.</summary>
    public const string AnyoneWord = "anyone";

    /// <summary>Every client that has proven who it is.</summary>
    public const string AuthenticatedWord = "authenticated";

    /// <summary>Every client that is subscribed to the topic, or may subscribe to it.</summary>
    public const string SubscribersWord = "subscribers";

    /// <summary>Anyone when the node has no authentication, else nobody.</summary>
    public const string DefaultWord = "default";

    /// <summary>Every client.</summary>
    public static readonly Audience Anyone = new(isAnyone: true, authenticated: false, subscribers: false, []);

    /// <summary>No client.</summary>
    public static readonly Audience Nobody = new(isAnyone: false, authenticated: false, subscribers: false, []);

    private Audience(bool isAnyone, bool authenticated, bool subscribers, IEnumerable<string> roles)
    {
        IsAnyone = isAnyone;
        Authenticated = authenticated;
        Subscribers = subscribers;
        Roles = roles.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Whether it is everyone.</summary>
    public bool IsAnyone { get; }

    /// <summary>Whether it includes everyone who is known.</summary>
    public bool Authenticated { get; }

    /// <summary>Whether it includes the topic's subscribers.</summary>
    public bool Subscribers { get; }

    /// <summary>The roles it includes.</summary>
    public FrozenSet<string> Roles { get; }

    /// <summary>The words that are no roles.</summary>
    public static bool IsReserved(string word) => word is AnyoneWord or AuthenticatedWord or SubscribersWord or DefaultWord;

    /// <summary>The audience that a list of words names; every word that is none of the four is a role.</summary>
    /// <param name="words">The words of the setting; none means nobody.</param>
    /// <param name="isAuthenticationOn">Whether the node asks clients who they are.</param>
    public static Audience Of(IReadOnlyCollection<string> words, bool isAuthenticationOn) => new(
        words.Contains(AnyoneWord) || (!isAuthenticationOn && words.Contains(DefaultWord)),
        words.Contains(AuthenticatedWord),
        words.Contains(SubscribersWord),
        words.Where(static word => !IsReserved(word)));

    /// <summary>Whether a client belongs to it.</summary>
    /// <param name="who">The client.</param>
    /// <param name="isSubscriber">Whether it is subscribed to the topic, or may subscribe to it.</param>
    public bool Includes(Identity who, bool isSubscriber) =>
        IsAnyone
        || (Authenticated && who.IsAuthenticated)
        || (Subscribers && isSubscriber)
        || (Roles.Count > 0 && Roles.Overlaps(who.Roles));
}
