using System.Buffers;
using System.Globalization;
using Broker.Runtime.Actor;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Event;
using Broker.Runtime.Remote.Links;
using Broker.Runtime.Serialization;

namespace Broker.Runtime.Remote;

/// <summary>Serialises messages on their sender's thread and puts them on the right lane; reports those that cannot go.</summary>
/// <remarks>
/// One of the hot files of remoting. Serialising before the link's lock keeps that lock short and lets senders work side by
/// side; the order of one sender's messages is the order of its calls.
/// </remarks>
internal sealed class MessageSender(Remoting remoting)
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    private Serialization.Serialization? _serialization;

    public void Send(Association association, object message, IActorRef? sender, RemoteActorRef recipient)
    {
        if (message is ISystemMessage system)
        {
            SendSystem(association, system, recipient);
            return;
        }

        EnqueueResult result;
        try
        {
            result = Enqueue(association, message, sender, recipient);
        }
        catch (Exception e)
        {
            // Serializers are the user's; a message that cannot be written is a dead letter, not the sender's failure.
            remoting.Log.Error(e, "{0} for {1} cannot be serialized: {2}", message.GetType(), recipient.Path, e.Message);
            DeadLetter(message, sender, recipient);
            return;
        }

        if (result != EnqueueResult.Queued)
            Refused(result, message, sender, recipient);
    }

    private EnqueueResult Enqueue(Association association, object message, IActorRef? sender, RemoteActorRef recipient)
    {
        _serialization ??= remoting.System.Serialization;
        OutboundLink link = recipient.IsControl || IsControl(message) ? association.Control : association.Ordinary;
        Serializer serializer = _serialization.FindSerializerFor(message);
        string manifest = Serialization.Serialization.ManifestFor(serializer, message);
        if (serializer is not IBufferSerializer direct)
            return link.Enqueue(recipient, sender, serializer.Identifier, manifest, serializer.ToBinary(message));

        ArrayBufferWriter<byte> scratch = Rent();
        try
        {
            direct.Write(message, scratch);
            return link.Enqueue(recipient, sender, serializer.Identifier, manifest, scratch.WrittenSpan);
        }
        finally
        {
            Return(scratch);
        }
    }

    private static bool IsControl(object message) =>
        message is IControlMessage or ActorSelectionMessage { Message: IControlMessage };

    private void SendSystem(Association association, ISystemMessage message, RemoteActorRef recipient)
    {
        // A node that is gone needs no news; only a new watch asks whether somebody lives there again.
        if (association.IsGone && message is not Watch)
            return;
        ArrayBufferWriter<byte> payload = new();
        string manifest = SystemMessageCodec.Write(message, payload);
        EnqueueResult result = association.Control.EnqueueSystem(recipient, SerializerIds.System, manifest, payload.WrittenSpan);
        if (result == EnqueueResult.Full)
            association.Quarantine(uid: null, "too many system messages wait for it");
        else if (result != EnqueueResult.Queued)
            remoting.Log.Debug("System message {0} for {1} was not sent: {2}", message, recipient.Path, result);
    }

    private void Refused(EnqueueResult result, object message, IActorRef? sender, RemoteActorRef recipient)
    {
        switch (result)
        {
            case EnqueueResult.TooLarge:
                remoting.Counters.AddOversized();
                remoting.Log.Error(
                    "{0} for {1} is larger than maximum-frame-size, {2} bytes, and was not sent",
                    message.GetType(),
                    recipient.Path,
                    remoting.LinkSettings.MaximumFrameSize.ToString(CultureInfo.InvariantCulture));
                break;
            case EnqueueResult.Full:
                remoting.Counters.AddOverflowed();
                break;
        }

        DeadLetter(message, sender, recipient);
    }

    private void DeadLetter(object message, IActorRef? sender, RemoteActorRef recipient) =>
        remoting.System.EventStream.Publish(new DeadLetter(message, sender ?? remoting.System.DeadLetters, recipient));

    /// <summary>Takes the thread's scratch buffer; a nested use finds none and makes its own.</summary>
    private static ArrayBufferWriter<byte> Rent()
    {
        ArrayBufferWriter<byte> scratch = _scratch ?? new ArrayBufferWriter<byte>(1024);
        _scratch = null;
        return scratch;
    }

    private static void Return(ArrayBufferWriter<byte> scratch)
    {
        const int MostKept = 64 * 1024;
        if (scratch.Capacity > MostKept)
            return;
        scratch.ResetWrittenCount();
        _scratch = scratch;
    }
}
