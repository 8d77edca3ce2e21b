using System.Buffers;
using System.Runtime.Serialization;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Serialization;

/// <summary>The engine's own messages between actors, references and addresses; fields as in docs/wire.md.</summary>
internal sealed class MiscMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string IdentifyManifest = "ID";
    private const string ActorIdentityManifest = "AID";
    private const string ReferenceManifest = "AR";
    private const string PoisonPillManifest = "PP";
    private const string KillManifest = "K";
    private const string SuccessManifest = "SU";
    private const string FailureManifest = "SF";
    private const string AddressManifest = "A";

    /// <summary>The types this serializer is for.</summary>
    public static Type[] Types { get; } =
    [
        typeof(Identify), typeof(ActorIdentity), typeof(IActorRef), typeof(PoisonPill), typeof(Kill),
        typeof(Status.Success), typeof(Status.Failure), typeof(Address),
    ];

    public override int Identifier => SerializerIds.Misc;

    public override string Manifest(object o) => o switch
    {
        Identify => IdentifyManifest,
        ActorIdentity => ActorIdentityManifest,
        IActorRef => ReferenceManifest,
        PoisonPill => PoisonPillManifest,
        Kill => KillManifest,
        Status.Success => SuccessManifest,
        Status.Failure => FailureManifest,
        Address => AddressManifest,
        _ => throw Unknown(o),
    };

    public override byte[] ToBinary(object obj)
    {
        ArrayBufferWriter<byte> output = new();
        FieldWriter fields = new(output);
        switch (obj)
        {
            case Identify identify:
                fields.WriteBytes(1, Nested(identify.MessageId));
                break;
            case ActorIdentity identity:
                fields.WriteBytes(1, Nested(identity.MessageId));
                if (identity.Subject is { } subject)
                    fields.WriteString(2, Serialization.SerializedActorPath(subject));
                break;
            case IActorRef reference:
                fields.WriteString(1, Serialization.SerializedActorPath(reference));
                break;
            case Status.Success success:
                fields.WriteBytes(1, Nested(success.Status));
                break;
            case Status.Failure { Cause: RemoteFailureException passedOn }:
                fields.WriteString(1, passedOn.Type);
                fields.WriteString(2, passedOn.Text);
                break;
            case Status.Failure failure:
                fields.WriteString(1, failure.Cause.GetType().Name);
                fields.WriteString(2, failure.Cause.Message);
                break;
            case Address address:
                fields.WriteString(1, address.ToString());
                break;
            case PoisonPill or Kill:
                break;
            default:
                throw Unknown(obj);
        }

        return output.WrittenSpan.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        FieldReader fields = new(bytes);
        ReadOnlySpan<byte> first = default;
        string second = "";
        while (fields.Read())
        {
            if (fields.Field == 1)
                first = fields.Bytes;
            else if (fields.Field == 2)
                second = fields.Text;
        }

        return manifest switch
        {
            IdentifyManifest => new Identify(FromNested(first)!),
            ActorIdentityManifest => new ActorIdentity(FromNested(first)!, second.Length == 0 ? null : system.Provider.ResolveActorRef(second)),
            ReferenceManifest => system.Provider.ResolveActorRef(FieldReader.DecodeText(first)),
            PoisonPillManifest => PoisonPill.Instance,
            KillManifest => Kill.Instance,
            SuccessManifest => new Status.Success(FromNested(first)!),
            FailureManifest => new Status.Failure(new RemoteFailureException(FieldReader.DecodeText(first), second)),
            AddressManifest => Address.Parse(FieldReader.DecodeText(first)),
            _ => throw new SerializationException($"{nameof(MiscMessageSerializer)} does not know manifest '{manifest}'."),
        };
    }

    private byte[] Nested(object? message) => NestedMessage.ToBytes(system.Serialization, message);

    private object? FromNested(ReadOnlySpan<byte> block) => NestedMessage.FromBytes(system.Serialization, block);

    private static SerializationException Unknown(object o) => new($"{nameof(MiscMessageSerializer)} cannot write {o?.GetType()}.");
}
