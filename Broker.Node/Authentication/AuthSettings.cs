using Broker.Protocol.Access;

namespace Broker.Node.Authentication;

/// <summary>The named parts of <c>relay.auth</c>, checked.</summary>
/// <param name="Keys">Keys of tokens.</param>
/// <param name="Roles">What the holders of each role may do.</param>
/// <param name="ApiKeys">Keys of servers.</param>
/// <param name="HasPublishedKeys">Whether the issuer publishes keys.</param>
/// <param name="HasHook">Whether a service says whose a token is; then nothing else does.</param>
internal sealed record AuthSettings(
    IReadOnlyList<TokenKeySource> Keys, IReadOnlyDictionary<string, TopicGrants> Roles, IReadOnlyList<ApiKey> ApiKeys, bool HasPublishedKeys, bool HasHook)
{
    /// <summary>Whether clients are asked who they are: there is something that could tell.</summary>
    public bool IsOn => Keys.Count > 0 || ApiKeys.Count > 0 || HasPublishedKeys || HasHook;
}
