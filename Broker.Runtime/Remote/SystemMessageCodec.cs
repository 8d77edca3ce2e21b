using System.Buffers;
using System.Runtime.Serialization;
using Broker.Runtime.Actor;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote;

/// <summary>The system messages that go over the wire; fields as in docs/wire.md.</summary>
internal static class SystemMessageCodec
{
    private const string WatchManifest = "W";
    private const string UnwatchManifest = "U";
    private const string DeathManifest = "D";
    private const string TerminateManifest = "T";

    /// <summary>The system messages that may leave their node.</summary>
    public static Type[] Types { get; } = [typeof(Watch), typeof(Unwatch), typeof(DeathWatchNotification), typeof(Terminate)];

    /// <summary>Appends the message's fields and returns its manifest.</summary>
    /// <exception cref="SerializationException">The message has a meaning inside one system only.</exception>
    public static string Write(ISystemMessage message, IBufferWriter<byte> output)
    {
        FieldWriter fields = new(output);
        switch (message)
        {
            case Watch watch:
                WriteReferences(fields, watch.Watchee, watch.Watcher);
                return WatchManifest;
            case Unwatch unwatch:
                WriteReferences(fields, unwatch.Watchee, unwatch.Watcher);
                return UnwatchManifest;
            case DeathWatchNotification death:
                fields.WriteString(1, Serialization.Serialization.SerializedActorPath(death.Actor));
                fields.WriteFlag(3, death.ExistenceConfirmed);
                fields.WriteFlag(4, death.AddressTerminated);
                return DeathManifest;
            case Terminate:
                return TerminateManifest;
            default:
                throw new SerializationException($"{message.GetType().Name} has a meaning inside one system only.");
        }
    }

    /// <exception cref="SerializationException">The manifest is unknown.</exception>
    public static ISystemMessage Read(string manifest, ReadOnlySpan<byte> payload, Func<string, IActorRef> resolve)
    {
        FieldReader fields = new(payload);
        string first = "", second = "";
        bool existed = false, addressTerminated = false;
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1: first = fields.Text; break;
                case 2: second = fields.Text; break;
                case 3: existed = fields.Flag; break;
                case 4: addressTerminated = fields.Flag; break;
            }
        }

        return manifest switch
        {
            WatchManifest => new Watch((IInternalActorRef)resolve(first), (IInternalActorRef)resolve(second)),
            UnwatchManifest => new Unwatch((IInternalActorRef)resolve(first), (IInternalActorRef)resolve(second)),
            DeathManifest => new DeathWatchNotification(resolve(first), existed, addressTerminated),
            TerminateManifest => new Terminate(),
            _ => throw new SerializationException($"There is no system message '{manifest}'."),
        };
    }

    private static void WriteReferences(FieldWriter fields, IActorRef watchee, IActorRef watcher)
    {
        fields.WriteString(1, Serialization.Serialization.SerializedActorPath(watchee));
        fields.WriteString(2, Serialization.Serialization.SerializedActorPath(watcher));
    }
}
