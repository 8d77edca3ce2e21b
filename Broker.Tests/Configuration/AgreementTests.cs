using Broker.Node.Configuration;

namespace Broker.Tests.Configuration;

/// <summary>Times that only make sense beside each other.</summary>
public sealed class AgreementTests
{
    private static readonly string[] InACluster = ["--seeds", "127.0.0.1:4053"];

    [Theory]
    [InlineData("relay.fence.lease=7500ms", "relay.fence.lease = 7500ms and ping-interval = 500ms together are not below akka.cluster.failure-detector.acceptable-heartbeat-pause = 3s and akka.cluster.split-brain-resolver.stable-after = 5s together")]
    [InlineData("akka.cluster.split-brain-resolver.stable-after=2s", "relay.fence.lease = 5s and ping-interval = 500ms together")]
    [InlineData("akka.cluster.failure-detector.acceptable-heartbeat-pause=500ms", "relay.fence.lease = 5s and ping-interval = 500ms together")]
    [InlineData("relay.fence.ping-interval=5s", "relay.fence.ping-interval = 5s is not below relay.fence.lease = 5s")]
    [InlineData("relay.keeper.ask-wait=8s", "relay.keeper.ask-wait = 8s is not above")]
    [InlineData("akka.cluster.split-brain-resolver.stable-after=soon", "stable-after must be a duration")]
    public void Times_of_the_cluster_that_do_not_fit_together_are_refused(string setting, string error)
    {
        Assert.Contains(Errors([.. InACluster, "--set", setting]), one => one.Contains(error, StringComparison.Ordinal));
        NodeConfiguration.Load(["--set", setting], static _ => null);
    }

    [Theory]
    [InlineData("relay.fence.lease=7499ms")]
    [InlineData("relay.keeper.ask-wait=8001ms")]
    public void Times_that_just_fit_are_taken(string setting) => NodeConfiguration.Load([.. InACluster, "--set", setting], static _ => null);

    [Theory]
    [InlineData("relay.publish.give-up-after=60s", "relay.topic.dedupe-age = 60s is not above relay.publish.give-up-after = 60s")]
    [InlineData("relay.shutdown.timeout=42s", "relay.shutdown.timeout = 42s is below the 43s")]
    [InlineData("akka.coordinated-shutdown.phases.cluster-leave.timeout=6s", "relay.shutdown.timeout = 45s is below the 46s")]
    [InlineData("akka.coordinated-shutdown.phases.service-stop.timeout=10s", "relay.shutdown.timeout = 45s is below the 53s")]
    [InlineData("relay.shutdown.drain-timeout=12s", "come to 15s, which is above akka.coordinated-shutdown.phases.relay-topics-handed-over.timeout = 14s")]
    [InlineData("akka.coordinated-shutdown.phases.cluster-leave.timeout=x", "akka.coordinated-shutdown.phases.cluster-leave.timeout must be a duration")]
    public void Times_of_any_node_that_do_not_fit_together_are_refused(string setting, string error) =>
        Assert.Contains(error, Assert.Single(Errors(["--set", setting])), StringComparison.Ordinal);

    private static IReadOnlyList<string> Errors(string[] arguments) =>
        Assert.Throws<NodeConfigurationException>(() => NodeConfiguration.Load(arguments, static _ => null)).Errors;
}
