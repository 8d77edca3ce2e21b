using System.Text;
using Broker.Actors.Answers;
using Broker.Actors.Deliveries;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.History;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Actors.Wire;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Wire;

/// <summary>The bytes between nodes are a contract: a change here breaks a rolling upgrade.</summary>
public class RelaySerializerTests
{
    private static readonly TopicName Topic = TopicName.Parse("a/b");
    private static readonly Position Head = new(new Epoch(0x1234), new Offset(300));
    private static readonly LeftName Name = new(Topic, new Term(9), new Term(8));
    private static readonly RelaySerializer Serializer = new(null!);

    public static TheoryData<string, string, object> Golden => new()
    {
        { "P", "0303612f620405060308020a010cb4240e011001130568656c6c6f", Publish() },
        { "P", "0303612f620405060308020a010cb4240e011001130568656c6c6f1402", Publish() with { Timing = AnswerTiming.MayWait } },
        { "A", "02050403060108b4240aac020c02", new PublishAnswer(new PublisherId(5), new PublishSequence(3), PublishReply.Accepted, Head, 2) },
        { "B", "030e02050403060108b4240aac020c02" + "0306020604010602", Answers() },
        { "S", "0303612f6204b42406ac020809", new SubscribeNode(Topic, Head, new Term(9)) },
        { "N", "020904b42406ac02", new NodeSubscribed(new Term(9), Head) },
        { "D", "020905170303612f6204b42406ac0208e8070a010d0568656c6c6f", new Deliver(new Term(9), Numbered(300, "hello")) },
        { "H", "020904b42406ac02", new TopicHead(new Term(9), Head) },
        { "F", "020904b424060108ac02", new Fetch(new Term(9), new Epoch(0x1234), new Offset(1), new Offset(300)) },
        {
            "G",
            "02090401060208b4240aac02"
            + "0d120303612f6204b424060208e8070a010d0178"
            + "0d0f0303612f6204b424060308e8070a01",
            Fetched()
        },
        { "E", "020904b42406ac02", new TopicEnded(new Term(9), Head) },
        { "R", "0209", new EndReceived(new Term(9)) },
        { "O", "0209", new TermOutlived(new Term(9)) },
        { "U", "020904b42406ac020807", new UnsubscribeNode(new Term(9), Head, 7) },
        { "V", "02090407", new NodeUnsubscribed(new Term(9), 7) },
        { "X", "02090408", new InheritanceStale(new Term(9), new Term(8)) },
        { "IC", "02050402060308050b03612f2b0d03622f23", Changed() },
        { "IR", "0205040206050801", new InterestReceived(new NodeId(5), 2, new InterestVersion(5), true) },
        { "IG", "0205", new NodeGoodbye(new NodeId(5)) },
        { "HR", "020504ac02070d0303612f62040906b42408ac02090d0303612f62040906b42408ac020a010c06", Report() },
        { "HA", "020504ac02", new HeadReportReceived(new NodeId(5), 300) },
        { "L", "0303612f62040706b42408ac020a140c01", new ReadHistory(Topic, 7, Head, 20, IsReverse: true) },
        { "M", "020704b42406ac0208010a010d120303612f6204b424060208e8070a010d0178", new HistoryRead(7, Head, IsComplete: true, HasMore: true, [Numbered(2, "x")]) },
        { "FP", "020504ac02", new FencePing(new NodeId(5), 300) },
        { "FA", "020504ac02", new FencePong(new NodeId(5), 300) },
        { "FC", "0205", new FenceClosed(new NodeId(5)) },
        { "KA", "0205050402070409050304ac02", new AskLeft(new NodeId(5), [new(new ShardId(7), new Term(9)), new(default, new Term(300))]) },
        { "KN", "02050407060908080aac020c030ec8011001120414011602190b0303612f62040906080a051a061d0402030402", Names() },
        { "KT", "02050503612f6206090802", new TakeLeft(new NodeId(5), Topic, new Term(9), 2) },
        {
            "KS",
            "020104010703612f6208070a080c090eb42410ac021232"
            + "151102ab0204e8070601090568656c6c6f0a3c"
            + "150a02ac0204e80706010a32"
            + "170d0205043c060208010a030cab02"
            + "1908020604b42406aa02"
            + "1a01",
            new LeftSegment(1, IsLast: true, Left())
        },
        { "KG", "02050503612f620609", new LeftGone(new NodeId(5), Topic, new Term(9)) },
        { "KD", "020505090303612f6204090608", new LeftTaken(new NodeId(5), [Name]) },
        { "KW", "020505090303612f620409060805090303612f6204090608", new LeftWaiting(new NodeId(5), [Name, Name]) },
        { "KY", "020505090303612f62040906080607", new LeftYielded(new NodeId(5), new ShardId(7), [Name]) },
        { "KB", "02050503612f620609", new LeftBehind(Topic, new NodeId(5), new Term(9)) },
        { "KX", "0205", new KeeperDraining(new NodeId(5)) },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_message_has_these_bytes(string manifest, string hex, object message)
    {
        Assert.Equal(manifest, Serializer.Manifest(message));
        Assert.Equal(hex, Convert.ToHexStringLower(Serializer.ToBinary(message)));
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void The_bytes_are_read_as_that_message(string manifest, string hex, object message)
    {
        var read = Serializer.FromBinary(Convert.FromHexString(hex), manifest);

        Assert.IsType(message.GetType(), read);
        Assert.Equal(hex, Convert.ToHexStringLower(Serializer.ToBinary(read)));
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Fields_of_a_later_version_are_skipped(string manifest, string hex, object message)
    {
        var number = "c80109";
        var bytes = "c90102ffff";

        var read = Serializer.FromBinary(Convert.FromHexString(number + bytes + hex + number), manifest);

        Assert.Equal(Serializer.ToBinary(message), Serializer.ToBinary(read));
    }

    [Fact]
    public void Every_type_that_is_bound_has_bytes_of_its_own() =>
        Assert.Equal(
            RelaySerializer.Types.Select(static type => type.Name).Order(),
            Golden.Select(static row => row[2].GetType().Name).Distinct().Order());

    [Fact]
    public void A_wish_of_a_later_version_for_the_answer_is_met_at_once()
    {
        var later = Serializer.ToBinary(Publish() with { Timing = (AnswerTiming)9 });

        Assert.Equal(AnswerTiming.AtOnce, Assert.IsType<Publish>(Serializer.FromBinary(later, "P")).Timing);
    }

    [Fact]
    public void A_payload_is_a_part_of_the_bytes_that_came()
    {
        var bytes = Serializer.ToBinary(Publish());

        var read = Assert.IsType<Publish>(Serializer.FromBinary(bytes, "P"));
        bytes[^1] = (byte)'p';

        Assert.Equal("hellp", Encoding.UTF8.GetString(read.Payload.Bytes.Span));
    }

    [Fact]
    public void Anything_else_is_refused_by_name()
    {
        Assert.Contains("System.Uri", Assert.Throws<ArgumentException>(() => Serializer.Manifest(new Uri("http://a"))).Message, StringComparison.Ordinal);
        Assert.Contains("'Z'", Assert.Throws<ArgumentException>(() => Serializer.FromBinary([], "Z")).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Serializer.FromBinary([], "P"));
        Assert.Throws<FormatException>(() => Serializer.FromBinary([], "D"));
    }

    private static Publish Publish() => new(
        Topic,
        new PublisherId(5),
        new PublishSequence(3),
        new PublishSequence(2),
        new PublishSequence(1),
        new Epoch(0x1234),
        IsRepeat: true,
        Payload.OfText(Encoding.UTF8.GetBytes("hello")));

    private static PublishAnswers Answers() => new(
    [
        new(new PublisherId(5), new PublishSequence(3), PublishReply.Accepted, Head, 2),
        new(new PublisherId(6), new PublishSequence(1), PublishReply.Held, Position.None, 0),
    ]);

    private static Fetched Fetched() =>
        new(new Term(9), new Offset(1), new Offset(2), Head, [Numbered(2, "x"), Numbered(3, "")]);

    private static InterestChanged Changed() => new(
        new NodeId(5),
        2,
        new InterestVersion(3),
        new InterestVersion(5),
        [new(TopicFilter.Parse("a/+"), IsWanted: true), new(TopicFilter.Parse("b/#"), IsWanted: false)]);

    private static HeadReport Report() => new(
        new NodeId(5), 300, [new(Topic, new Term(9), Head)], [new(Topic, new Term(9), Head, new NodeId(6))], HasForgotten: true);

    private static LeftNames Names() => new(
        new NodeId(5),
        new ShardId(7),
        Asked: new Term(9),
        new HeardHostings(new Term(6), new Term(8), [new NodeHosting(new NodeId(3), new Term(2))]),
        HighestTerm: new Term(300),
        new InterestVersion(3),
        LeaseLeftMs: 200,
        IsHosting: true,
        Version: 4,
        Page: 1,
        Pages: 2,
        [Name with { LiesWith = new NodeId(5) }]);

    private static LeftTopic Left() => new(
        Topic,
        new ShardId(7),
        Hosting: new Term(8),
        Term: new Term(9),
        Head,
        LastPublished: 50,
        [new(Numbered(299, "hello"), At: 60), new(Numbered(300, ""), At: 50)],
        [new(new PublisherId(5), LastUsed: 60, new PublishSequence(2), new PublishSequence(1), [new(new PublishSequence(3), new Offset(299))])],
        [new(new NodeId(6), new Position(new Epoch(0x1234), new Offset(298)))],
        ForgottenEarly: 0);

    private static Publication Numbered(long offset, string text) =>
        new(Topic, new Epoch(0x1234), new Offset(offset), 1_000, Payload.OfText(Encoding.UTF8.GetBytes(text)));
}
