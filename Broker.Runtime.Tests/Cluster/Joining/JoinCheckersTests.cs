using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Configuration;

namespace EngineTests.Membership;

public class JoinCheckersTests
{
    private const string Resolver = """
        akka.cluster.downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
        akka.cluster.split-brain-resolver.down-all-when-unstable = 15s
        """;

    [Theory]
    [InlineData("akka.cluster.downing-provider-class", "\"\"")]
    [InlineData("akka.cluster.split-brain-resolver.active-strategy", "down-all")]
    [InlineData("akka.cluster.split-brain-resolver.stable-after", "7s")]
    [InlineData("akka.cluster.split-brain-resolver.down-all-when-unstable", "off")]
    [InlineData("akka.cluster.split-brain-resolver.keep-majority.role", "core")]
    [InlineData("akka.cluster.failure-detector.heartbeat-interval", "2s")]
    [InlineData("akka.cluster.failure-detector.acceptable-heartbeat-pause", "9s")]
    [InlineData("akka.cluster.failure-detector.threshold", "12.0")]
    [InlineData("akka.cluster.min-nr-of-members", "3")]
    [InlineData("akka.cluster.role.core.min-nr-of-members", "2")]
    [InlineData("akka.cluster.sharding.state-store-mode", "persistence")]
    [InlineData("akka.cluster.sharding.guardian-name", "shards")]
    public void A_setting_on_which_members_must_agree_makes_a_difference(string key, string value)
    {
        var difference = Assert.Single(Read(Resolver).Differences(Read($"{Resolver}\n{key} = {value}").Settings));
        Assert.StartsWith(key.Replace(".core.", ".*.", StringComparison.Ordinal), difference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static-quorum { quorum-size = 2, role = \"\" }", "static-quorum { quorum-size = 3, role = \"\" }", "static-quorum")]
    [InlineData("static-quorum { quorum-size = 2, role = \"\" }", "static-quorum { quorum-size = 2, role = a }", "static-quorum")]
    [InlineData("keep-oldest.down-if-alone = on", "keep-oldest.down-if-alone = off", "keep-oldest")]
    [InlineData("keep-oldest.role = a", "keep-oldest.role = b", "keep-oldest")]
    public void The_settings_of_the_active_strategy_make_a_difference_and_those_of_others_do_not(string one, string other, string strategy)
    {
        var (ours, theirs) = (Of(strategy, one), Of(strategy, other));
        Assert.Single(ours.Differences(theirs.Settings));
        Assert.Empty(Of("keep-majority", one).Differences(Of("keep-majority", other).Settings));

        static JoinAgreement Of(string active, string text) =>
            Read($"{Resolver}\nakka.cluster.split-brain-resolver {{ active-strategy = {active}, {text} }}");
    }

    [Theory]
    [InlineData("akka.cluster.split-brain-resolver.stable-after = 20000ms")]
    [InlineData("akka.cluster.roles = [a]")]
    [InlineData("akka.cluster.seed-node-timeout = 7s")]
    [InlineData("akka.cluster.app-version = 2.0.0")]
    [InlineData("akka.cluster.role.core.min-nr-of-members = 1")]
    public void Other_settings_and_other_spellings_make_none(string hocon) =>
        Assert.Empty(Read(Resolver).Differences(Read($"{Resolver}\n{hocon}").Settings));

    [Fact]
    public void A_key_that_only_one_side_has_is_no_difference()
    {
        var ours = Read("akka.cluster.relay.agree-on = [app.x]\napp.x = 1");
        Assert.Equal("1", ours.Settings["app.x"]);
        Assert.Empty(ours.Differences(Read("").Settings));
        Assert.Empty(Read("").Differences(ours.Settings));
    }

    [Fact]
    public void Paths_of_ones_own_are_compared_as_a_whole()
    {
        const string agree = "akka.cluster.relay.agree-on = [app]";
        Assert.Single(Read($"{agree}\napp {{ x = 1, y = 2 }}").Differences(Read($"{agree}\napp {{ x = 1, y = 3 }}").Settings));
        Assert.Throws<ConfigurationException>(() => Read(agree));
    }

    [Fact]
    public void What_is_sensitive_is_never_told()
    {
        const string own = """
            akka.cluster.relay.agree-on = [app.password, app.passwords, akka.remote.relay.shared-secret]
            akka.cluster.configuration-compatibility-check.sensitive-config-paths.app = [app.password]
            akka.remote.relay.shared-secret = s
            app { password = p, passwords = 2 }
            """;
        Assert.Equal(["app.passwords"], Read(own).Settings.Keys.Where(static k => !k.StartsWith("akka.cluster.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Checkers_can_be_switched_off_and_unknown_ones_are_refused()
    {
        const string checkers = "akka.cluster.configuration-compatibility-check.checkers";
        Assert.Equal(
            ["akka.cluster.sharding.guardian-name", "akka.cluster.sharding.state-store-mode"], Read($"{checkers}.akka-cluster = \"\"").Settings.Keys);
        Assert.Throws<ConfigurationException>(() => Read($"{checkers}.mine = \"My.Checker, Mine\""));
    }

    [Fact]
    public void Without_enforcement_nothing_is_offered_so_that_nobody_refuses()
    {
        var agreement = Read("akka.cluster.configuration-compatibility-check.enforce-on-join = off");
        Assert.False(agreement.IsEnforced);
        Assert.Empty(agreement.Offer);
        Assert.NotEmpty(agreement.Settings);
    }

    private static JoinAgreement Read(string hocon)
    {
        var config = ConfigurationFactory.ParseString(hocon)
            .WithFallback(ConfigurationFactory.FromResource<Cluster>("Broker.Runtime.Cluster.reference.conf"));
        return JoinCheckers.Read(config, new ClusterSettings(config, "test"));
    }
}
