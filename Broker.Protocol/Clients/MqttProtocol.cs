using Broker.Protocol.Errors;
using Broker.Protocol.Mqtt;
using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Clients;

/// <summary>A client of MQTT 3.1.1 over WebSocket, with QoS 0 and literal topics.</summary>
/// <remarks>
/// What the standard lets a server refuse is refused as it says: a filter with wildcards or a name that breaks the grammar by 0x80, a
/// QoS above 0 in a subscription by granting 0, and a publish above QoS 0 by ending the connection, since 3.1.1 has no other answer.
/// </remarks>
public sealed class MqttProtocol : IClientProtocol
{
    // A client that connects and then says nothing is let go (section 3.1.4).
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    private readonly MqttPacketReader _reader;
    private Dictionary<long, (MqttSubscribeRequest Request, int Index)>? _subscribing;
    private TopicName? _lastTopic;
    private long _lastTag;
    private bool _connected;
    private bool _authenticating;
    private bool _hasToken;
    private bool _closed;

    /// <summary>A client whose packets are at most so long, their fixed header aside.</summary>
    public MqttProtocol(int maxPacketBytes) => _reader = new MqttPacketReader(maxPacketBytes);

    /// <inheritdoc/>
    public string Name => "mqtt";

    /// <inheritdoc/>
    public DeliveryFormat Format => MqttFormat.Instance;

    /// <inheritdoc/>
    public void Open(IClientCommands commands) => commands.LimitSilence(ConnectWithin);

    /// <inheritdoc/>
    public void Receive(MessageKind kind, ReadOnlyMemory<byte> message, IClientCommands commands)
    {
        if (kind != MessageKind.Binary)
        {
            Close(commands, CloseCode.UnsupportedData, "MQTT packets come in binary frames");
            return;
        }

        _reader.Append(message);
        HandleAll(message.Length, commands);
    }

    /// <inheritdoc/>
    public void Authenticated(in AuthenticateOutcome outcome, IClientCommands commands)
    {
        _authenticating = false;
        if (outcome.Error is { } error)
        {
            var code = error.Temporary ? MqttConnectCode.ServerUnavailable
                : error == ErrorCode.PermissionDenied || !_hasToken ? MqttConnectCode.NotAuthorized
                : MqttConnectCode.BadLogin;
            commands.Reply(MqttWriter.ConnectAck(code));
            Close(commands, CloseCode.For(error), error.Message);
            return;
        }

        commands.Reply(MqttWriter.ConnectAck(MqttConnectCode.Accepted));
        HandleAll(int.MaxValue, commands);
    }

    private void HandleAll(int messageLength, IClientCommands commands)
    {
        while (!_closed && !_authenticating)
        {
            switch (_reader.TryRead(out var packet))
            {
                case MqttReadResult.Packet:
                    Handle(packet, messageLength, commands);
                    break;
                case MqttReadResult.NeedMore:
                    return;
                case MqttReadResult.TooLarge:
                    Close(commands, CloseCode.MessageTooBig, "packet too long");
                    return;
                default:
                    Malformed(commands);
                    return;
            }
        }
    }

    /// <inheritdoc/>
    public void Subscribed(in SubscribeOutcome outcome, IClientCommands commands)
    {
        if (_subscribing is not null && _subscribing.Remove(outcome.Tag, out var part))
        {
            part.Request.Answer(part.Index, outcome.Error is null);
            Complete(part.Request, commands);
            _subscribing = _subscribing.Count == 0 ? null : _subscribing;
        }
    }

    /// <summary>At QoS 0 a publish that found its topic away is lost, as the standard allows; what may not be done ends the connection.</summary>
    public void Published(in PublishOutcome outcome, IClientCommands commands)
    {
        if (outcome.Error is { Temporary: false } error)
        {
            Close(commands, CloseCode.For(error), error.Message);
        }
    }

    /// <summary>QoS 0 promises no message, so there is nothing to tell.</summary>
    public void StreamReset(TopicName topic, Epoch epoch, IClientCommands commands)
    {
    }

    /// <summary>QoS 0 promises no message, so there is nothing to tell.</summary>
    public void FilterReset(TopicFilter filter, IClientCommands commands)
    {
    }

    private void Handle(in MqttPacket packet, int messageLength, IClientCommands commands)
    {
        var flags = packet.Type is MqttPacketType.Subscribe or MqttPacketType.Unsubscribe ? 0x2 : 0x0;
        if (_connected == (packet.Type == MqttPacketType.Connect)
            || (packet.Type != MqttPacketType.Publish && packet.Flags != flags))
        {
            Malformed(commands);
            return;
        }

        switch (packet.Type)
        {
            case MqttPacketType.Connect:
                Connect(packet.Body.Span, commands);
                break;
            case MqttPacketType.Publish:
                Publish(packet, messageLength, commands);
                break;
            case MqttPacketType.Subscribe:
                Subscribe(packet.Body.Span, commands);
                break;
            case MqttPacketType.Unsubscribe:
                Unsubscribe(packet.Body.Span, commands);
                break;
            case MqttPacketType.PingRequest when packet.Body.IsEmpty:
                commands.Reply(MqttWriter.PingResponse);
                break;
            case MqttPacketType.Disconnect when packet.Body.IsEmpty:
                Close(commands, CloseCode.Normal, "");
                break;
            default:
                Malformed(commands);
                break;
        }
    }

    private void Connect(ReadOnlySpan<byte> body, IClientCommands commands)
    {
        if (!MqttConnect.TryParse(body, out var connect))
        {
            Malformed(commands);
        }
        else if (connect.Level != MqttConnect.Level311)
        {
            Refuse(MqttConnectCode.UnacceptableLevel, "only MQTT 3.1.1", commands);
        }
        else if (!connect.HasClientId && !connect.CleanSession)
        {
            Refuse(MqttConnectCode.IdentifierRejected, "a session needs a client id", commands);
        }
        else
        {
            _connected = true;
            // Section 3.1.2.10: one and a half times what the client promised.
            commands.LimitSilence(connect.KeepAliveSeconds == 0 ? null : TimeSpan.FromSeconds(connect.KeepAliveSeconds * 1.5));
            _hasToken = connect.Token is not null;
            _authenticating = !commands.Authenticate(connect.Token, 0);
            if (!_authenticating)
            {
                commands.Reply(MqttWriter.ConnectAck(MqttConnectCode.Accepted));
            }
        }
    }

    private void Publish(in MqttPacket packet, int messageLength, IClientCommands commands)
    {
        var fields = new MqttFields(packet.Body.Span);
        if ((packet.Flags & 0x6) != 0)
        {
            var known = (packet.Flags & 0x6) != 0x6;
            Close(commands, known ? CloseCode.UnsupportedData : CloseCode.BadRequest, known ? "only QoS 0" : "malformed packet");
        }
        else if ((packet.Flags & 0x8) != 0 || !fields.TryString(out var name))
        {
            Malformed(commands);
        }
        else if (!TryTopic(name, out var topic))
        {
            Close(commands, CloseCode.BadRequest, ErrorCode.BadTopic.Message);
        }
        else
        {
            var bytes = packet.Body[^fields.Rest.Length..];
            commands.Publish(topic, Payload.Detect(KeepLittle(bytes, messageLength)), 0, isAwaited: false);
        }
    }

    private void Subscribe(ReadOnlySpan<byte> body, IClientCommands commands)
    {
        if (!TryCount(body, withQos: true, out var packetId, out var count))
        {
            Malformed(commands);
            return;
        }

        var request = new MqttSubscribeRequest(packetId, count);
        var fields = new MqttFields(body[2..]);
        for (var i = 0; i < count; i++)
        {
            fields.TryString(out var filter);
            fields.TryByte(out _);
            if (TopicName.TryParse(filter, out var topic))
            {
                _subscribing ??= [];
                _subscribing.Add(++_lastTag, (request, i));
                commands.Subscribe(topic, _lastTag);
            }
            else if (TopicFilter.TryParse(filter, out var wild))
            {
                _subscribing ??= [];
                _subscribing.Add(++_lastTag, (request, i));
                commands.Subscribe(wild, _lastTag);
            }
            else
            {
                request.Answer(i, granted: false);
            }
        }

        Complete(request, commands);
    }

    private void Unsubscribe(ReadOnlySpan<byte> body, IClientCommands commands)
    {
        if (!TryCount(body, withQos: false, out var packetId, out var count))
        {
            Malformed(commands);
            return;
        }

        var fields = new MqttFields(body[2..]);
        for (var i = 0; i < count; i++)
        {
            fields.TryString(out var filter);
            if (TopicName.TryParse(filter, out var topic))
            {
                commands.Unsubscribe(topic);
            }
            else if (TopicFilter.TryParse(filter, out var wild))
            {
                commands.Unsubscribe(wild);
            }
        }

        commands.Reply(MqttWriter.UnsubscribeAck(packetId));
    }

    // Reads the whole packet before anything is done, so that a malformed one has no effect.
    private static bool TryCount(ReadOnlySpan<byte> body, bool withQos, out ushort packetId, out int count)
    {
        count = 0;
        var fields = new MqttFields(body);
        if (!fields.TryUInt16(out packetId) || packetId == 0)
        {
            return false;
        }

        while (!fields.AtEnd)
        {
            byte qos = 0;
            if (!fields.TryString(out var filter) || filter.IsEmpty || (withQos && !fields.TryByte(out qos)) || qos > 2)
            {
                return false;
            }

            count++;
        }

        return count > 0;
    }

    // A client mostly publishes to one topic; its name is then not decoded and checked again.
    private bool TryTopic(ReadOnlySpan<byte> name, out TopicName topic)
    {
        if (_lastTopic is null || !_lastTopic.Utf8.Span.SequenceEqual(name))
        {
            if (!TopicName.TryParse(name, out var parsed))
            {
                topic = TopicName.Everyone;
                return false;
            }

            _lastTopic = parsed;
        }

        topic = _lastTopic;
        return true;
    }

    // A payload keeps the memory it lies in: one that is a small part of a large frame is copied out.
    private static ReadOnlyMemory<byte> KeepLittle(ReadOnlyMemory<byte> payload, int messageLength) =>
        messageLength > 512 + (2 * payload.Length) ? payload.ToArray() : payload;

    private static void Complete(MqttSubscribeRequest request, IClientCommands commands)
    {
        if (request.IsComplete)
        {
            commands.Reply(request.ToPacket());
        }
    }

    private void Refuse(MqttConnectCode code, string reason, IClientCommands commands)
    {
        commands.Reply(MqttWriter.ConnectAck(code));
        Close(commands, CloseCode.PolicyViolation, reason);
    }

    private void Malformed(IClientCommands commands) => Close(commands, CloseCode.BadRequest, "malformed packet");

    private void Close(IClientCommands commands, CloseCode code, string reason)
    {
        _closed = true;
        commands.Close(code, reason);
    }
}
