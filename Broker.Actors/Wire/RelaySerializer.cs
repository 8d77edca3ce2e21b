using Broker.Actors.Deliveries;
using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Publishing;

namespace Broker.Actors.Wire;

/// <summary>All messages of the broker that go to other nodes, each under a short manifest that never changes its meaning.</summary>
public sealed class RelaySerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string PublishManifest = "P";
    private const string AnswerManifest = "A";
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

    private delegate void Write<T>(T message, ref FieldWriter writer);

    /// <summary>The types with a manifest; no other type of the broker leaves its process.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(Publish), typeof(PublishAnswer), typeof(SubscribeNode), typeof(NodeSubscribed), typeof(Deliver), typeof(TopicHead),
        typeof(Fetch), typeof(Fetched), typeof(TopicEnded), typeof(EndReceived), typeof(TermOutlived),
        typeof(UnsubscribeNode), typeof(NodeUnsubscribed), typeof(InheritanceStale), typeof(InterestChanged), typeof(InterestReceived),
        typeof(NodeGoodbye), typeof(HeadReport), typeof(HeadReportReceived),
    ];

    /// <summary>The same on every node and in every version.</summary>
    public override int Identifier => 2100;

    public override string Manifest(object o) => o switch
    {
        Deliver => DeliverManifest,
        Publish => PublishManifest,
        PublishAnswer => AnswerManifest,
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
        _ => throw new ArgumentException($"{o.GetType()} is not a message between nodes.", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Deliver m => Bytes(m, DeliveryCodec.Write),
        Publish m => Bytes(m, PublishCodec.Write),
        PublishAnswer m => Bytes(m, PublishCodec.Write),
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
