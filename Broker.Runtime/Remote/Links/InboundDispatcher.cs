using System.Text;
using Broker.Runtime.Actor;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Links;

/// <summary>Delivers the messages of one connection: looks up paths in the connection's tables, deserialises, tells.</summary>
/// <remarks>One of the hot files of remoting. Used by the connection's reader loop only.</remarks>
internal sealed class InboundDispatcher(Remoting remoting, Address peer)
{
    private readonly ManifestTable _manifests = new(remoting.System.Serialization);
    private RecipientEntry[] _recipients = [];
    private IActorRef[] _senders = [];

    /// <exception cref="WireException">The envelope names a slot that was never defined.</exception>
    public void Deliver(in WireEnvelope envelope)
    {
        IInternalActorRef recipient = FindRecipient(envelope);
        IActorRef? sender = FindSender(envelope);
        if (Read(envelope, recipient) is not { } message)
            return;
        if (message is ActorSelectionMessage selection)
            ActorSelection.DeliverSelection(recipient, sender, selection);
        else
            recipient.Tell(message, sender);
    }

    public void DeliverSystem(in WireEnvelope envelope)
    {
        IInternalActorRef recipient = FindRecipient(envelope);
        string manifest = FieldReader.DecodeText(envelope.Manifest);
        ISystemMessage message;
        try
        {
            message = SystemMessageCodec.Read(manifest, envelope.Payload, remoting.Provider.ResolveActorRef);
        }
        catch (Exception e)
        {
            // As for ordinary messages; the peer has its acknowledgement all the same.
            remoting.Unreadable(peer, recipient, envelope.SerializerId, manifest, e);
            return;
        }

        recipient.SendSystemMessage(message);
        if (message is DeathWatchNotification { Actor.Path: { Uid: not ActorPath.UndefinedUid } path } death)
        {
            // The watch may have been made by a path without uid: whoever lived there then is this one.
            IActorRef any = remoting.Provider.ResolveActorRef(path.WithUid(ActorPath.UndefinedUid));
            recipient.SendSystemMessage(new DeathWatchNotification(any, death.ExistenceConfirmed, death.AddressTerminated));
        }
    }

    private object? Read(in WireEnvelope envelope, IActorRef recipient)
    {
        try
        {
            return _manifests.Read(envelope.SerializerId, envelope.Manifest, envelope.Payload);
        }
        catch (Exception e)
        {
            // A message this node cannot read, for example of a newer version, must not end the connection.
            remoting.Unreadable(peer, recipient, envelope.SerializerId, Encoding.UTF8.GetString(envelope.Manifest), e);
            return null;
        }
    }

    private IInternalActorRef FindRecipient(in WireEnvelope envelope)
    {
        int slot = envelope.RecipientSlot;
        if (slot == WireEnvelope.NoSlot)
            return remoting.ResolveLocal(FieldReader.DecodeText(envelope.RecipientPath));
        if (!envelope.RecipientPath.IsEmpty)
        {
            Grow(ref _recipients, slot);
            _recipients[slot] = new RecipientEntry(FieldReader.DecodeText(envelope.RecipientPath));
        }

        if (slot >= _recipients.Length || _recipients[slot] is not { } entry)
            throw new WireException($"Recipient slot {slot} was not defined.");
        return entry.Resolve(remoting);
    }

    private IActorRef? FindSender(in WireEnvelope envelope)
    {
        int slot = envelope.SenderSlot;
        if (!envelope.SenderPath.IsEmpty)
        {
            IActorRef sender = remoting.ResolveSender(FieldReader.DecodeText(envelope.SenderPath), peer);
            if (slot == WireEnvelope.NoSlot)
                return sender;
            Grow(ref _senders, slot);
            _senders[slot] = sender;
            return sender;
        }

        if (slot == WireEnvelope.NoSlot)
            return ActorRefs.NoSender;
        if (slot >= _senders.Length || _senders[slot] is not { } known)
            throw new WireException($"Sender slot {slot} was not defined.");
        return known;
    }

    private static void Grow<T>(ref T[] table, int slot)
    {
        if (slot >= table.Length)
            Array.Resize(ref table, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(slot + 1, 16)));
    }

    /// <summary>A recipient's path, and its actor as long as that lives.</summary>
    private sealed class RecipientEntry(string path)
    {
        private IInternalActorRef? _live;

        /// <summary>A path without uid may belong to another actor tomorrow, so a dead or missing actor is looked up again.</summary>
        public IInternalActorRef Resolve(Remoting remoting)
        {
            if (_live is { IsTerminated: false } live)
                return live;
            IInternalActorRef found = remoting.ResolveLocal(path);
            _live = found is LocalActorRef ? found : null;
            return found;
        }
    }
}
