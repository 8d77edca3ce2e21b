using Broker.Actors.Answers;
using Broker.Actors.Deliveries;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.History;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Publishing;

namespace Broker.Actors.Wire;

/// <summary>All messages of the broker that go to other nodes, each under a short manifest that never changes its meaning.</summary>
public sealed class RelaySerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string PublishManifest = "P";
    private const string AnswerManifest = "A";
    private const string AnswersManifest = "B";
    private const string SubscribeNodeManifest = "S";
    private const string NodeSubscribedManifest = "N";
    private const string DeliverManifest = "D";
    private const string HeadManifest = "H";
    private const string FetchManifest = "F";
    private const string FetchedManifest = "G";
    private const string EndedManifest = "E";
    private const string EndReceivedManifest = "R";
    private const string OutlivedManifest = "O";

    private const string UnsubscribeNodeManifest = "U";
    private const string NodeUnsubscribedManifest = "V";
    private const string InheritanceStaleManifest = "X";
    private const string InterestChangedManifest = "IC";
    private const string InterestReceivedManifest = "IR";
    private const string GoodbyeManifest = "IG";
    private const string HeadReportManifest = "HR";
    private const string HeadReportReceivedManifest = "HA";
    private const string AskLeftManifest = "KA";
    private const string LeftNamesManifest = "KN";
    private const string TakeLeftManifest = "KT";
    private const string LeftSegmentManifest = "KS";
    private const string LeftGoneManifest = "KG";
    private const string LeftTakenManifest = "KD";
    private const string LeftWaitingManifest = "KW";
    private const string LeftYieldedManifest = "KY";
    private const string LeftBehindManifest = "KB";
    private const string KeeperDrainingManifest = "KX";
    private const string FencePingManifest = "FP";
    private const string FencePongManifest = "FA";
    private const string FenceClosedManifest = "FC";
    private const string ReadHistoryManifest = "L";
    private const string HistoryReadManifest = "M";

    private delegate void Write<T>(T message, ref FieldWriter writer);

    /// <summary>The types with a manifest; no other type of the broker leaves its process.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(Publish), typeof(PublishAnswer), typeof(PublishAnswers), typeof(SubscribeNode), typeof(NodeSubscribed), typeof(Deliver), typeof(TopicHead),
        typeof(Fetch), typeof(Fetched), typeof(TopicEnded), typeof(EndReceived), typeof(TermOutlived),
        typeof(UnsubscribeNode), typeof(NodeUnsubscribed), typeof(InheritanceStale), typeof(InterestChanged), typeof(InterestReceived),
        typeof(NodeGoodbye), typeof(HeadReport), typeof(HeadReportReceived),
        typeof(AskLeft), typeof(LeftNames), typeof(TakeLeft), typeof(LeftSegment), typeof(LeftGone), typeof(LeftTaken), typeof(LeftWaiting),
        typeof(LeftYielded), typeof(LeftBehind), typeof(KeeperDraining), typeof(FencePing), typeof(FencePong), typeof(FenceClosed), typeof(ReadHistory), typeof(HistoryRead),
    ];

    /// <summary>The same on every node and in every version.</summary>
    public override int Identifier => 2100;

    public override string Manifest(object o) => o switch
    {
        Deliver => DeliverManifest,
        Publish => PublishManifest,
        PublishAnswer => AnswerManifest,
        PublishAnswers => AnswersManifest,
        SubscribeNode => SubscribeNodeManifest,
        NodeSubscribed => NodeSubscribedManifest,
        TopicHead => HeadManifest,
        Fetch => FetchManifest,
        Fetched => FetchedManifest,
        TopicEnded => EndedManifest,
        EndReceived => EndReceivedManifest,
        TermOutlived => OutlivedManifest,
        UnsubscribeNode => UnsubscribeNodeManifest,
        NodeUnsubscribed => NodeUnsubscribedManifest,
        InheritanceStale => InheritanceStaleManifest,
        InterestChanged => InterestChangedManifest,
        InterestReceived => InterestReceivedManifest,
        NodeGoodbye => GoodbyeManifest,
        HeadReport => HeadReportManifest,
        HeadReportReceived => HeadReportReceivedManifest,
        AskLeft => AskLeftManifest,
        LeftNames => LeftNamesManifest,
        TakeLeft => TakeLeftManifest,
        LeftSegment => LeftSegmentManifest,
        LeftGone => LeftGoneManifest,
        LeftTaken => LeftTakenManifest,
        LeftWaiting => LeftWaitingManifest,
        LeftYielded => LeftYieldedManifest,
        LeftBehind => LeftBehindManifest,
        KeeperDraining => KeeperDrainingManifest,
        FencePing => FencePingManifest,
        FencePong => FencePongManifest,
        FenceClosed => FenceClosedManifest,
        ReadHistory => ReadHistoryManifest,
        HistoryRead => HistoryReadManifest,
        _ => throw new ArgumentException($"{o.GetType()} is not a message between nodes.", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Deliver m => Bytes(m, DeliveryCodec.Write),
        Publish m => Bytes(m, PublishCodec.Write),
        PublishAnswer m => Bytes(m, PublishCodec.Write),
        PublishAnswers m => Bytes(m, PublishCodec.Write),
        SubscribeNode m => Bytes(m, DeliveryCodec.Write),
        NodeSubscribed m => Bytes(m, DeliveryCodec.Write),
        UnsubscribeNode m => Bytes(m, DeliveryCodec.Write),
        NodeUnsubscribed m => Bytes(m, DeliveryCodec.Write),
        InheritanceStale m => Bytes(m, DeliveryCodec.Write),
        InterestChanged m => Bytes(m, InterestCodec.Write),
        InterestReceived m => Bytes(m, InterestCodec.Write),
        NodeGoodbye m => Bytes(m, InterestCodec.Write),
        HeadReport m => Bytes(m, HeadReportCodec.Write),
        HeadReportReceived m => Bytes(m, HeadReportCodec.Write),
        AskLeft m => Bytes(m, KeeperCodec.Write),
        LeftNames m => Bytes(m, KeeperCodec.Write),
        TakeLeft m => Bytes(m, KeeperCodec.Write),
        LeftSegment m => Bytes(m, LeftTopicCodec.Write),
        LeftGone m => Bytes(m, KeeperCodec.Write),
        LeftTaken m => Bytes(m, KeeperCodec.Write),
        LeftWaiting m => Bytes(m, KeeperCodec.Write),
        LeftYielded m => Bytes(m, KeeperCodec.Write),
        LeftBehind m => Bytes(m, KeeperCodec.Write),
        KeeperDraining m => Bytes(m, KeeperCodec.Write),
        FencePing m => Bytes(m, FenceCodec.Write),
        FencePong m => Bytes(m, FenceCodec.Write),
        FenceClosed m => Bytes(m, FenceCodec.Write),
        ReadHistory m => Bytes(m, HistoryCodec.Write),
        HistoryRead m => Bytes(m, HistoryCodec.Write),
        TopicHead m => Bytes(m, static (TopicHead m, ref FieldWriter w) => DeliveryCodec.Write(m.Term, m.Head, ref w)),
        Fetch m => Bytes(m, DeliveryCodec.Write),
        Fetched m => Bytes(m, DeliveryCodec.Write),
        TopicEnded m => Bytes(m, static (TopicEnded m, ref FieldWriter w) => DeliveryCodec.Write(m.Term, m.Head, ref w)),
        EndReceived m => Bytes(m, static (EndReceived m, ref FieldWriter w) => w.Number(1, m.Term.Value)),
        TermOutlived m => Bytes(m, static (TermOutlived m, ref FieldWriter w) => w.Number(1, m.Highest.Value)),
        _ => throw new ArgumentException($"{obj.GetType()} is not a message between nodes.", nameof(obj)),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        switch (manifest)
        {
            case DeliverManifest: return DeliveryCodec.ReadDeliver(bytes);
            case PublishManifest: return PublishCodec.ReadPublish(bytes);
            case AnswerManifest: return PublishCodec.ReadAnswer(bytes);
            case AnswersManifest: return PublishCodec.ReadAnswers(bytes);
            case SubscribeNodeManifest: return DeliveryCodec.ReadSubscribeNode(bytes);
            case FetchManifest: return DeliveryCodec.ReadFetch(bytes);
            case FetchedManifest: return DeliveryCodec.ReadFetched(bytes);
            case NodeSubscribedManifest: return DeliveryCodec.ReadNodeSubscribed(bytes);
            case UnsubscribeNodeManifest: return DeliveryCodec.ReadUnsubscribeNode(bytes);
            case NodeUnsubscribedManifest: return DeliveryCodec.ReadNodeUnsubscribed(bytes);
            case InheritanceStaleManifest: return DeliveryCodec.ReadInheritanceStale(bytes);
            case InterestChangedManifest: return InterestCodec.ReadChanged(bytes);
            case InterestReceivedManifest: return InterestCodec.ReadReceived(bytes);
            case GoodbyeManifest: return InterestCodec.ReadGoodbye(bytes);
            case HeadReportManifest: return HeadReportCodec.ReadReport(bytes);
            case HeadReportReceivedManifest: return HeadReportCodec.ReadReceived(bytes);
            case AskLeftManifest: return KeeperCodec.ReadAskLeft(bytes);
            case LeftNamesManifest: return KeeperCodec.ReadLeftNames(bytes);
            case TakeLeftManifest: return KeeperCodec.ReadTakeLeft(bytes);
            case LeftSegmentManifest: return LeftTopicCodec.ReadLeftSegment(bytes);
            case LeftGoneManifest: return KeeperCodec.ReadLeftGone(bytes);
            case LeftTakenManifest: return KeeperCodec.ReadLeftTaken(bytes);
            case LeftWaitingManifest: return KeeperCodec.ReadLeftWaiting(bytes);
            case LeftYieldedManifest: return KeeperCodec.ReadLeftYielded(bytes);
            case LeftBehindManifest: return KeeperCodec.ReadLeftBehind(bytes);
            case KeeperDrainingManifest: return KeeperCodec.ReadDraining(bytes);
            case ReadHistoryManifest: return HistoryCodec.ReadQuestion(bytes);
            case HistoryReadManifest: return HistoryCodec.ReadAnswer(bytes);
            case FencePingManifest:
            case FencePongManifest:
            case FenceClosedManifest: return ReadFence(bytes, manifest);
        }

        var (term, position) = DeliveryCodec.ReadTermAndPosition(bytes);
        return manifest switch
        {
            HeadManifest => new TopicHead(term, position),
            EndedManifest => new TopicEnded(term, position),
            EndReceivedManifest => new EndReceived(term),
            OutlivedManifest => new TermOutlived(term),
            _ => throw new ArgumentException($"No message between nodes has the manifest '{manifest}'.", nameof(manifest)),
        };
    }

    private static object ReadFence(byte[] bytes, string manifest)
    {
        var (node, sequence) = FenceCodec.Read(bytes);
        return manifest switch
        {
            FencePingManifest => new FencePing(node, sequence),
            FencePongManifest => new FencePong(node, sequence),
            _ => new FenceClosed(node),
        };
    }

    private static byte[] Bytes<T>(T message, Write<T> write)
    {
        var size = new FieldWriter([]);
        write(message, ref size);
        var bytes = new byte[size.Length];
        if (bytes.Length > 0)
        {
            var writer = new FieldWriter(bytes);
            write(message, ref writer);
        }

        return bytes;
    }
}
