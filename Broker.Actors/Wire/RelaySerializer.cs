using Broker.Actors.Deliveries;
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

    private delegate void Write<T>(T message, ref FieldWriter writer);

    /// <summary>The types with a manifest; no other type of the broker leaves its process.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(Publish), typeof(PublishAnswer), typeof(SubscribeNode), typeof(NodeSubscribed), typeof(Deliver), typeof(TopicHead),
        typeof(Fetch), typeof(Fetched), typeof(TopicEnded), typeof(EndReceived), typeof(TermOutlived),
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
        _ => throw new ArgumentException($"{o.GetType()} is not a message between nodes.", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Deliver m => Bytes(m, DeliveryCodec.Write),
        Publish m => Bytes(m, PublishCodec.Write),
        PublishAnswer m => Bytes(m, PublishCodec.Write),
        SubscribeNode m => Bytes(m, DeliveryCodec.Write),
        NodeSubscribed m => Bytes(m, static (NodeSubscribed m, ref FieldWriter w) => DeliveryCodec.Write(m.Term, m.Head, ref w)),
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
        }

        var (term, position) = DeliveryCodec.ReadTermAndPosition(bytes);
        return manifest switch
        {
            NodeSubscribedManifest => new NodeSubscribed(term, position),
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
