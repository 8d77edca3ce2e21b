using System.Text;
using Broker.Actors.Deliveries;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Tests.Topics;

namespace Broker.Tests.Connections;

/// <summary>Connections, relays and topics together, on one node and without sockets.</summary>
public sealed class ConnectionActorTests : TestKit
{
    [Fact]
    public async Task What_one_client_says_comes_to_all_clients_of_the_topic()
    {
        using var broker = new BrokerOnOneNode(Sys);
        var ann = await broker.OpenAsync("room");
        var bob = await broker.OpenAsync("room");

        ann.Say(BrokerOnOneNode.Text("hello"));

        Assert.EndsWith("hello", Heard(await ann.HearAsync()), StringComparison.Ordinal);
        Assert.EndsWith("hello", Heard(await bob.HearAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publish_after_an_acknowledged_subscribe_is_delivered()
    {
        using var broker = new BrokerOnOneNode(Sys);
        for (var round = 0; round < 20; round++)
        {
            var client = await broker.OpenAsync($"room-{round}");
            var result = await broker.PublishAsync($"room-{round}", "first");

            Assert.Equal((null, 1, 1), (result.Error, result.Nodes, result.Position.Offset.Value));
            Assert.EndsWith("first", Heard(await client.HearAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_publish_without_subscribers_is_accepted()
    {
        using var broker = new BrokerOnOneNode(Sys);

        var first = await broker.PublishAsync("nobody", "one");
        var second = await broker.PublishAsync("nobody", "two");

        Assert.Equal((0, 1), (first.Nodes, first.Position.Offset.Value));
        Assert.Equal(first.Position with { Offset = new Offset(2) }, second.Position);
        Assert.NotEqual("", first.Owner);
    }

    [Fact]
    public async Task All_clients_hear_concurrent_publishers_in_one_order()
    {
        const int Publishers = 4;
        const int Each = 50;
        using var broker = new BrokerOnOneNode(Sys);
        var clients = new List<FakeClientSocket>();
        for (var i = 0; i < Publishers; i++)
        {
            clients.Add(await broker.OpenAsync("room"));
        }

        for (var number = 0; number < Each; number++)
        {
            for (var publisher = 0; publisher < Publishers; publisher++)
            {
                clients[publisher].Say(BrokerOnOneNode.Text($"{publisher}:{number}"));
            }
        }

        var orders = new List<string>();
        foreach (var client in clients)
        {
            var heard = new List<string>();
            while (heard.Count < Publishers * Each)
            {
                heard.Add(Heard(await client.HearAsync()));
            }

            Assert.Equal(heard.Count, heard.Distinct().Count());
            orders.Add(string.Join('|', heard));
        }

        Assert.Single(orders.Distinct());
    }

    [Fact]
    public async Task A_bare_client_is_told_to_come_back_when_the_owner_is_lost_and_delivery_goes_on()
    {
        using var broker = new BrokerOnOneNode(Sys);
        var client = await broker.OpenAsync("room");
        var before = await broker.PublishAsync("room", "before");
        await client.HearAsync();

        broker.Region.Tell(new LocalTopicRegion.Kill("room"), ActorRefs.NoSender);
        Assert.Equal(CloseCode.ServiceRestart, (await client.ClosedAsync()).Code);
        client = await broker.OpenAsync("room");
        PublishResult after;
        do
        {
            after = await broker.PublishAsync("room", "after");
        }
        while (after.Error is not null || after.Position.Epoch == before.Position.Epoch);

        Assert.EndsWith("after", Heard(await client.HearAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_under_load_loses_and_repeats_nothing()
    {
        const int Count = 300;
        using var broker = new BrokerOnOneNode(Sys);
        var client = await broker.OpenAsync("room");

        for (var number = 1; number <= Count; number++)
        {
            var result = broker.PublishAsync("room", $"{number}.");
            if (number % 100 == 50)
            {
                broker.Region.Tell(new LocalTopicRegion.Move("room"), ActorRefs.NoSender);
            }

            Assert.Null((await result).Error);
        }

        for (var number = 1; number <= Count; number++)
        {
            Assert.EndsWith($"{number}.", Heard(await client.HearAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Limit", "gateway-pending")]
    public async Task Publishes_over_HTTP_beyond_those_under_way_are_refused()
    {
        using var broker = new BrokerOnOneNode(Sys, region: TestActor);
        for (var i = 0; i < new PublishOptions().GatewayPending; i++)
        {
            _ = broker.PublishAsync("silent", "x");
        }

        Assert.Equal(ErrorCode.TooManyRequests, (await broker.PublishAsync("silent", "one more")).Error);
    }

    [Fact]
    public async Task A_client_whose_topics_do_not_answer_is_refused()
    {
        var region = CreateTestProbe();
        using var broker = new BrokerOnOneNode(
            Sys, region.Ref, static services => services.Connections.OpenTimeout = TimeSpan.FromMilliseconds(50));

        var (socket, actor) = broker.Begin("room");
        Watch(actor);

        Assert.False(await socket.Answered);
        ExpectTerminated(actor);
    }

    [Fact]
    public async Task The_credit_of_a_message_comes_back_when_its_publish_is_accepted()
    {
        var region = CreateTestProbe();
        using var broker = new BrokerOnOneNode(Sys, region.Ref);
        var client = await OpenAt(region, broker);

        client.Say(BrokerOnOneNode.Text("hello"));
        var publish = region.FishForMessage<Publish>(static publish => !publish.IsRepeat);
        Assert.Equal(1, client.Gate.Messages);
        region.Sender.Tell(new PublishAnswer(publish.Publisher, publish.Sequence, PublishReply.Accepted, Position.None, 0), region.Ref);

        AwaitCondition(() => client.Gate.Messages == 0);
    }

    [Fact]
    public async Task A_bare_client_whose_publish_is_in_doubt_is_told_to_come_back()
    {
        var region = CreateTestProbe();
        using var broker = new BrokerOnOneNode(Sys, region.Ref);
        var client = await OpenAt(region, broker);

        client.Say(BrokerOnOneNode.Text("hello"));
        var publish = region.FishForMessage<Publish>(static publish => publish.IsRepeat);
        region.Sender.Tell(new PublishAnswer(publish.Publisher, publish.Sequence, PublishReply.Unknown, Position.None, 0), region.Ref);

        Assert.Equal(CloseCode.ServiceRestart, (await client.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_closed_and_the_others_are_not()
    {
        using var broker = new BrokerOnOneNode(Sys);
        var slow = await broker.OpenAsync("room", new FakeClientSocket(outboxBytes: 200));
        var quick = await broker.OpenAsync("room");

        for (var number = 0; number < 20; number++)
        {
            await broker.PublishAsync("room", $"message number {number}");
            await quick.HearAsync();
        }

        Assert.Equal(CloseCode.Slow, (await slow.ClosedAsync()).Code);
        Assert.Null(quick.Outbox.Closing);
    }

    [Fact]
    public async Task A_relay_stops_some_time_after_its_last_subscriber_left()
    {
        using var broker = new BrokerOnOneNode(Sys);
        var client = await broker.OpenAsync("room");

        client.HangUp();
        await client.Aborted;

        PublishResult result;
        do
        {
            result = await broker.PublishAsync("room", "anyone?");
        }
        while (result.Nodes > 0);
    }

    private static async Task<FakeClientSocket> OpenAt(TestProbe region, BrokerOnOneNode broker)
    {
        var (client, _) = broker.Begin("room");
        for (var topics = 0; topics < 3; topics++)
        {
            region.ExpectMsg<SubscribeNode>();
            region.Sender.Tell(new NodeSubscribed(new Term(1), new Position(new Epoch(1), Offset.Zero)), region.Ref);
        }

        Assert.True(await client.Answered);
        return client;
    }

    private static string Heard(ReadOnlyMemory<byte> frame) => Encoding.UTF8.GetString(frame.Span);
}
