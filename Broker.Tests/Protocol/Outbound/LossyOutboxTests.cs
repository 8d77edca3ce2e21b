using System.Globalization;
using System.Text;
using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Outbound;

/// <summary>Outboxes of clients some of whose publications may be dropped.</summary>
public sealed class LossyOutboxTests
{
    private const int FrameBytes = 18;
    private const int Room = 10 * (FrameBytes + Outbox.FrameOverhead);

    private readonly Outbox _outbox = new(Room);
    private readonly LossyStream _oldest = new(TopicName.Parse("a"), keepsNewest: false);
    private readonly LossyStream _newest = new(TopicName.Parse("b"), keepsNewest: true);

    [Fact]
    public void The_oldest_of_the_topic_give_way_and_the_client_is_told_in_their_place()
    {
        Offer(_oldest, Spelled.Instance, 1, 25);
        Assert.Null(_outbox.Closing);
        Assert.Equal(["lost a 16", "a 17", "a 18", "a 19", "a 20", "a 21", "a 22", "a 23", "a 24", "a 25"], Drain());
        Assert.Equal(16, _outbox.DroppedFrames);
    }

    [Fact]
    public void Of_a_topic_that_keeps_the_newest_all_that_waits_gives_way()
    {
        Offer(_newest, Spelled.Instance, 1, 11);
        Assert.Equal(["lost b 10", "b 11"], Drain());
    }

    [Fact]
    public void A_format_that_can_say_nothing_loses_them_without_a_word()
    {
        Offer(_oldest, Silent.Instance, 1, 25);
        Offer(_newest, Silent.Instance, 1, 1);
        Assert.Equal([.. Enumerable.Range(17, 9).Select(static offset => $"a {offset}"), "b 1"], Drain());
        Assert.Equal(16, _outbox.DroppedFrames);
    }

    [Fact]
    public void What_was_queued_before_stays_in_front()
    {
        OfferReply("reply 1");
        OfferReply("reply 2");
        Offer(_oldest, Spelled.Instance, 1, 1);
        OfferReply("reply 3");
        Assert.Equal(["reply 1", "reply 2", "a 1", "reply 3"], Drain());
    }

    [Fact]
    public void What_may_be_dropped_gives_way_to_what_may_not()
    {
        Offer(_oldest, Silent.Instance, 1, 5);
        Offer(_newest, Silent.Instance, 1, 5);
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(OfferResult.Queued, OfferReply("a reply to client"));
        }

        Assert.Equal(["b 4", "b 5", .. Enumerable.Repeat("a reply to client", 8)], Drain());
    }

    [Fact]
    public void A_topic_that_has_nothing_to_give_takes_from_the_oldest_of_the_others()
    {
        Offer(_oldest, Silent.Instance, 1, 10);
        Offer(_newest, Silent.Instance, 1, 2);
        Assert.Equal(["a 2", "a 3", "a 4", "a 5", "a 6", "a 7", "a 8", "a 9", "a 10", "b 2"], Drain());
    }

    [Fact]
    public void A_publication_for_which_nothing_gives_way_is_dropped_itself()
    {
        for (var i = 0; i < 9; i++)
        {
            OfferReply("something to keep.");
        }

        // There is room for one of them, or for the word that it is gone.
        Offer(_oldest, Spelled.Instance, 1, 3);
        Assert.Equal(3, _outbox.DroppedFrames);
        Assert.Equal([.. Enumerable.Repeat("something to keep.", 9), "lost a 3"], Drain());
    }

    [Fact]
    public void Without_room_even_to_say_so_the_outbox_closes_itself_as_slow()
    {
        for (var i = 0; i < 10; i++)
        {
            OfferReply("something to keep.");
        }

        Assert.Equal(OfferResult.Dropped, OfferOne(_oldest, Silent.Instance, 1));
        Assert.Equal(OfferResult.Overflow, OfferOne(_oldest, Spelled.Instance, 2));
        Assert.Same(CloseCode.Slow, _outbox.Closing?.Code);
        Assert.Equal(0, _outbox.PendingBytes);
    }

    [Fact]
    public void What_may_not_be_dropped_closes_the_outbox_when_everything_else_has_gone()
    {
        Offer(_oldest, Spelled.Instance, 1, 5);
        var results = Enumerable.Range(0, 11).Select(_ => OfferReply("something to keep.")).ToList();
        Assert.Contains(OfferResult.Overflow, results);
        Assert.Same(CloseCode.Slow, _outbox.Closing?.Code);
    }

    [Fact]
    public void The_writer_gets_small_portions_and_the_end_with_the_last()
    {
        Offer(_oldest, Silent.Instance, 1, 10);
        _outbox.Close(CloseCode.ServiceRestart, "stops");
        var first = _outbox.Take();
        Assert.Equal(5, first.Count);
        Assert.Null(first.Closing);
        _outbox.Release(first);
        var second = _outbox.Take();
        Assert.Equal(5, second.Count);
        Assert.Same(CloseCode.ServiceRestart, second.Closing?.Code);
        _outbox.Release(second);
        Assert.Equal(0, _outbox.PendingBytes);
    }

    [Fact]
    public void A_client_that_never_reads_costs_its_budget_and_no_more()
    {
        const int Budget = 64 * 1024;
        var outbox = new Outbox(Budget);
        _ = new Written(outbox).Take();
        for (var i = 1; i <= 200_000; i++)
        {
            var stream = (i % 3) == 0 ? _newest : _oldest;
            Assert.NotEqual(OfferResult.Overflow, new EncodedPublication(Publication(stream, i), stream).OfferTo(outbox, Spelled.Instance));
            Assert.True(outbox.PendingBytes <= Budget);
        }

        Assert.True(outbox.DroppedFrames > 190_000, $"{outbox.DroppedFrames}");
        Assert.Null(outbox.Closing);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public void Whatever_is_dropped_is_told_in_its_place_and_nothing_else_is(int seed, bool isTold)
    {
        // The seed is in the name of the test.
        for (var round = 0; round < 200; round++)
        {
            new Model(new Random((seed * 1000) + round), isTold).Run();
        }
    }

    private static Publication Publication(LossyStream stream, long offset) =>
        new(stream.Topic, new Epoch(1), new Offset(offset), 0, Payload.OfText(Encoding.UTF8.GetBytes("x")));

    private void Offer(LossyStream stream, DeliveryFormat format, int from, int through)
    {
        for (var offset = from; offset <= through; offset++)
        {
            OfferOne(stream, format, offset);
        }
    }

    private OfferResult OfferOne(LossyStream stream, DeliveryFormat format, long offset) =>
        new EncodedPublication(Publication(stream, offset), stream).OfferTo(_outbox, format);

    private OfferResult OfferReply(string text) => _outbox.Offer(Encoding.UTF8.GetBytes(text.PadRight(FrameBytes)));

    private List<string> Drain() => new Written(_outbox).All();

    /// <summary>A writer.</summary>
    private sealed class Written(Outbox outbox)
    {
        public List<string> All()
        {
            var all = new List<string>();
            while (outbox.PendingBytes > 0)
            {
                all.AddRange(Take());
            }

            return all;
        }

        public List<string> Take()
        {
            var batch = outbox.Take();
            var texts = Enumerable.Range(0, batch.Count).Select(i => Encoding.UTF8.GetString(batch[i].Span).TrimEnd()).ToList();
            outbox.Release(batch);
            return texts;
        }
    }

    /// <summary>A format that a person can read, each publication as long as another.</summary>
    private class Silent : DeliveryFormat
    {
        public static readonly Silent Instance = new();

        public override string Name => "spelled";

        public override ReadOnlyMemory<byte> Encode(Publication publication) =>
            Encoding.UTF8.GetBytes($"{publication.Topic.Value} {publication.Offset.Value}".PadRight(FrameBytes));
    }

    private sealed class Spelled : Silent
    {
        public static new readonly Spelled Instance = new();

        public override bool TellsResets => true;

        public override ReadOnlyMemory<byte>? EncodeReset(TopicName topic, StreamPosition after) =>
            Encoding.UTF8.GetBytes($"lost {topic.Value} {after.Offset.Value}");
    }

    /// <summary>Random offers and a client that reads now and then, checked against what the client can know.</summary>
    private sealed class Model(Random random, bool isTold)
    {
        private readonly Outbox _outbox = new(2000);
        private readonly LossyStream[] _streams =
            [.. "abcd".Select(static name => new LossyStream(TopicName.Parse($"{name}"), keepsNewest: name > 'b'))];
        private readonly long[] _offered = new long[4];
        private readonly long[] _heard = new long[4];
        private readonly long[] _told = new long[4];
        private int _replies;
        private int _heardReplies;
        private long _delivered;

        public void Run()
        {
            var reader = new Written(_outbox);
            for (var step = 0; step < 400; step++)
            {
                Offer(random.Next(random.Next(1, 6)));
                Assert.True(_outbox.PendingBytes <= 2000);
                if (random.Next(40) == 0)
                {
                    reader.Take().ForEach(Hear);
                }
            }

            reader.All().ForEach(Hear);
            Assert.Null(_outbox.Closing);
            Assert.Equal(_replies, _heardReplies);
            Assert.Equal(_offered.Sum(), _delivered + _outbox.DroppedFrames);
            if (isTold)
            {
                Assert.Equal(_offered, _heard.Zip(_told, Math.Max));
            }
        }

        private void Offer(int which)
        {
            if (which < 4)
            {
                var encoded = new EncodedPublication(Publication(_streams[which], ++_offered[which]), _streams[which]);
                encoded.OfferTo(_outbox, isTold ? Spelled.Instance : Silent.Instance);
            }
            else if (_replies - _heardReplies < 20)
            {
                _outbox.Offer(Encoding.UTF8.GetBytes($"reply {++_replies}"));
            }
        }

        private void Hear(string text)
        {
            var words = text.Split(' ');
            var number = long.Parse(words[^1], CultureInfo.InvariantCulture);
            if (words[0] == "reply")
            {
                Assert.Equal(++_heardReplies, number);
                return;
            }

            var which = words[^2][0] - 'a';
            if (words[0] == "lost")
            {
                Assert.True(number > Math.Max(_heard[which], _told[which]), text);
                _told[which] = number;
                return;
            }

            Assert.True(number > _heard[which], text);
            if (isTold)
            {
                Assert.Equal(Math.Max(_heard[which], _told[which]) + 1, number);
            }

            _heard[which] = number;
            _delivered++;
        }
    }
}
