using Broker.Protocol.Access;
using Broker.Protocol.Errors;
using Broker.Protocol.Limits;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Limits;

public class NodeLimitsTests
{
    private static readonly Identity Alice = new("alice", []);

    private readonly LimitOptions _options = new() { MessageBurst = TimeSpan.FromSeconds(1) };

    [Fact]
    [Trait("Limit", "user-connections")]
    public void A_user_has_so_many_connections()
    {
        _options.User.Connections = 2;
        var limits = new NodeLimits(_options, 0);
        var first = limits.Client(0);

        Assert.Null(first.Connect(Alice, 0));
        Assert.Null(limits.Client(0).Connect(Alice, 0));
        Assert.Equal(ErrorCode.LimitExceeded, limits.Client(0).Connect(Alice, 0));
        Assert.Null(limits.Client(0).Connect(new Identity("bob", []), 0));
        first.Disconnect();
        first.Disconnect();
        Assert.Null(limits.Client(0).Connect(Alice, 0));
        Assert.Equal(ErrorCode.LimitExceeded, limits.Client(0).Connect(Alice, 0));
        Assert.Equal(2, limits.Reached(LimitKind.UserConnections));
    }

    [Fact]
    [Trait("Limit", "user-handshakes")]
    public void A_user_makes_so_many_handshakes_a_second()
    {
        _options.User.HandshakesPerSecond = 1;
        var limits = new NodeLimits(_options, 0);

        Assert.Null(limits.Client(0).Connect(Alice, 0));
        Assert.Null(limits.Client(0).Connect(Alice, 0));
        Assert.Equal(ErrorCode.TooManyRequests, limits.Client(0).Connect(Alice, 0));
        Assert.Null(limits.Client(1000).Connect(Alice, 1000));
        Assert.Equal(1, limits.Reached(LimitKind.UserHandshakes));
    }

    [Fact]
    [Trait("Limit", "node-handshakes")]
    public void A_node_serves_so_many_handshakes_a_second()
    {
        _options.Node.HandshakesPerSecond = 10;
        var limits = new NodeLimits(_options, 0);
        var served = Enumerable.Range(0, 100).Count(_ => limits.Handshake(0) is null);

        Assert.Equal(11, served);
        Assert.Equal(ErrorCode.TooManyRequests, limits.Handshake(0));
        Assert.Null(limits.Handshake(100));
        Assert.Equal(90, limits.Reached(LimitKind.NodeHandshakes));
    }

    [Fact]
    [Trait("Limit", "user-subscriptions")]
    public void A_user_has_so_many_subscriptions()
    {
        _options.User.Subscriptions = 2;
        var limits = new NodeLimits(_options, 0);
        var (one, other) = (Connected(limits), Connected(limits));

        Assert.Equal([null, null, ErrorCode.LimitExceeded], [one.Subscribe(), other.Subscribe(), other.Subscribe()]);
        one.Disconnect();
        Assert.Equal([null, ErrorCode.LimitExceeded], [other.Subscribe(), other.Subscribe()]);
        Assert.Equal(2, limits.Reached(LimitKind.UserSubscriptions));
    }

    [Fact]
    [Trait("Limit", "node-subscriptions")]
    public void A_node_has_so_many_subscriptions()
    {
        _options.Node.Subscriptions = 1;
        var limits = new NodeLimits(_options, 0);
        var (one, other) = (limits.Client(0), limits.Client(0));

        Assert.Equal([null, ErrorCode.LimitExceeded], [one.Subscribe(), other.Subscribe()]);
        one.Unsubscribe();
        one.Unsubscribe();
        Assert.Equal([null, ErrorCode.LimitExceeded], [other.Subscribe(), one.Subscribe()]);
        Assert.Equal(2, limits.Reached(LimitKind.NodeSubscriptions));
    }

    [Theory]
    [InlineData(LimitKind.ClientMessages)]
    [InlineData(LimitKind.UserMessages)]
    [InlineData(LimitKind.NodeMessages)]
    [Trait("Limit", "client-messages user-messages node-messages")]
    public void Who_sends_too_many_messages_is_slowed_down(LimitKind kind)
    {
        _options.Client.MessagesPerSecond = kind == LimitKind.ClientMessages ? 10 : 0;
        _options.User.MessagesPerSecond = kind == LimitKind.UserMessages ? 10 : 0;
        _options.Node.MessagesPerSecond = kind == LimitKind.NodeMessages ? 10 : 0;
        var limits = new NodeLimits(_options, 0);
        var client = Connected(limits);

        Assert.Equal([0, 500, 600], [client.Pace(10, 1000, 0), client.Pace(5, 1000, 0), client.Pace(1, 1000, 0)]);
        Assert.Equal(0, client.Pace(0, 0, 600));
        Assert.Equal(2, limits.Reached(kind));
    }

    [Theory]
    [InlineData(LimitKind.ClientBytes)]
    [InlineData(LimitKind.UserBytes)]
    [InlineData(LimitKind.NodeBytes)]
    [Trait("Limit", "client-bytes user-bytes node-bytes")]
    public void Who_sends_too_many_bytes_is_slowed_down(LimitKind kind)
    {
        _options.Client.MessageBytes = kind == LimitKind.ClientBytes ? 1000 : 0;
        _options.User.MessageBytes = kind == LimitKind.UserBytes ? 1000 : 0;
        _options.Node.MessageBytes = kind == LimitKind.NodeBytes ? 1000 : 0;
        var limits = new NodeLimits(_options, 0);
        var client = Connected(limits);

        Assert.Equal([0, 1000], [client.Pace(1, 1000, 0), client.Pace(1, 1000, 0)]);
        Assert.Equal(1, limits.Reached(kind));
    }

    [Fact]
    public void A_request_that_comes_too_fast_is_refused()
    {
        _options.User.MessagesPerSecond = 1;
        var limits = new NodeLimits(_options, 0);

        Assert.Equal([null, null, ErrorCode.TooManyRequests, null], [Request(0), Request(0), Request(0), Request(1000)]);
        Assert.Equal(1, limits.Reached(LimitKind.UserMessages));

        ErrorCode? Request(long now)
        {
            var request = limits.Client(now);
            request.Identify(Alice, now);
            return request.Request(100, now);
        }
    }

    [Theory]
    [InlineData(LimitKind.ClientTopics)]
    [InlineData(LimitKind.UserTopics)]
    [InlineData(LimitKind.NodeTopics)]
    [Trait("Limit", "client-topics user-topics node-topics")]
    public void Who_names_too_many_new_topics_is_refused(LimitKind kind)
    {
        _options.Client.NewTopicsPerSecond = kind == LimitKind.ClientTopics ? 2 : 0;
        _options.User.NewTopicsPerSecond = kind == LimitKind.UserTopics ? 2 : 0;
        _options.Node.NewTopicsPerSecond = kind == LimitKind.NodeTopics ? 2 : 0;
        var limits = new NodeLimits(_options, 0);
        var client = Connected(limits);

        Assert.Equal([null, null, null, ErrorCode.TooManyRequests], [Name("a", 0), Name("b", 0), Name("c", 0), Name("d", 0)]);
        Assert.Equal([null, null, null], [Name("a", 0), Name("b", 0), Name("c", 0)]);
        Assert.Null(Name("d", 500));
        Assert.Equal(1, limits.Reached(kind));

        ErrorCode? Name(string topic, long now) => client.Name(TopicName.Parse(topic), now);
    }

    [Fact]
    public void Users_who_are_gone_are_forgotten()
    {
        var limits = new NodeLimits(_options, 0);
        var stays = limits.Client(0);
        stays.Connect(new Identity("stays", []), 0);
        for (var i = 0; i < 10_000; i++)
        {
            var client = limits.Client(i * 100);
            client.Connect(new Identity($"user{i}", []), i * 100);
            client.Disconnect();
        }

        Assert.InRange(limits.Users, 1, 3000);
        _options.User.Connections = 1;
        Assert.Null(stays.Subscribe());
    }

    private static ClientLimits Connected(NodeLimits limits)
    {
        var client = limits.Client(0);
        Assert.Null(client.Connect(Alice, 0));
        return client;
    }
}
