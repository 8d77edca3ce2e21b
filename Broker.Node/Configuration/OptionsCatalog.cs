using Broker.Actors.Connections;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Publishing;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Node.Authentication;
using Broker.Node.Configuration.Named;
using Broker.Node.WebSockets;
using Broker.Protocol.Limits;

namespace Broker.Node.Configuration;

/// <summary>Every options class of the node and where its settings stand.</summary>
/// <remarks>
/// To add a setting: the property with its default and bounds, the key with its comment in <c>hocon/reference.conf</c>. A new
/// class gets its line here. A test compares both in both directions.
/// </remarks>
internal static class OptionsCatalog
{
    public static IReadOnlyList<OptionsEntry> All { get; } =
    [
        new OptionsEntry<NodeOptions>("relay.node"),
        new OptionsEntry<HttpOptions>("relay.http", new HttpOptionsValidator()),
        new OptionsEntry<NodeClusterOptions>("relay.cluster", new NodeClusterOptionsValidator()),
        new OptionsEntry<ShutdownOptions>("relay.shutdown"),
        new OptionsEntry<ClientSocketOptions>("relay.websocket"),
        new OptionsEntry<ConnectionOptions>("relay.connection"),
        new OptionsEntry<PublishOptions>("relay.publish"),
        new OptionsEntry<TopicOptions>("relay.topic"),
        new OptionsEntry<KeeperOptions>("relay.keeper"),
        new OptionsEntry<FenceOptions>("relay.fence"),
        new OptionsEntry<RelayOptions>("relay.relay"),
        new OptionsEntry<LimitOptions>("relay.limits"),
        new OptionsEntry<InterestOptions>("relay.interest"),
        new OptionsEntry<HeadReportOptions>("relay.head-report"),
        new OptionsEntry<AuthOptions>("relay.auth"),
        new OptionsEntry<NamespaceSettings>("relay.namespaces.default"),
    ];
}
