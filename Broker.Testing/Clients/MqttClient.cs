using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Broker.Testing.Waiting;

namespace Broker.Testing.Clients;

/// <summary>An MQTT 3.1.1 client over WebSocket with QoS 0, written apart from the broker's codec so that neither hides the other's mistakes.</summary>
public sealed class MqttClient : IAsyncDisposable
{
    private readonly SocketClient _socket;
    private readonly Recording<MqttPacket> _packets;
    private readonly Task _reading;
    private int _packetId;

    private MqttClient(SocketClient socket, string name)
    {
        _socket = socket;
        _packets = new Recording<MqttPacket>($"{name} (packets)");
        Received = new Recording<ReceivedMessage>(name);
        _reading = ReadAsync();
    }

    /// <summary>Every publication so far.</summary>
    public Recording<ReceivedMessage> Received { get; }

    /// <summary>Completes when the connection has ended.</summary>
    public Task<Closing> Closed => _socket.Closed;

    /// <summary>Opens a connection and waits for the server's CONNACK.</summary>
    public static async Task<MqttClient> ConnectAsync(Uri uri, string clientId, string? password = null)
    {
        var socket = await SocketClient.ConnectAsync(uri, "mqtt", clientId);
        var client = new MqttClient(socket, clientId);
        // Section 3.1: protocol name and level 4, clean session, keep-alive off.
        var flags = (byte)(password is null ? 0x02 : 0xC2);
        byte[] head = [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, flags, 0, 0];
        byte[] login = password is null ? [] : [.. Text("user"), .. Text(password)];
        await client.SendAsync(0x10, [.. head, .. Text(clientId), .. login]);
        var answer = await client._packets.FirstAsync(packet => packet.Type == MqttPacket.ConnAck, "a CONNACK");
        return answer.Body.Span[1] == 0
            ? client
            : throw new InvalidOperationException($"{clientId}: refused with return code {answer.Body.Span[1]}");
    }

    /// <summary>Subscribes and waits for the SUBACK; fails when the server refuses.</summary>
    public async Task SubscribeAsync(string topic)
    {
        var id = Interlocked.Increment(ref _packetId);
        await SendAsync(0x82, [(byte)(id >> 8), (byte)id, .. Text(topic), 0]);
        var answer = await _packets.FirstAsync(
            packet => packet.Type == MqttPacket.SubAck && BinaryPrimitives.ReadUInt16BigEndian(packet.Body.Span) == id,
            $"a SUBACK for {topic}");
        if (answer.Body.Span[2] != 0)
        {
            throw new InvalidOperationException($"Subscribing to {topic} was answered with 0x{answer.Body.Span[2]:x2}");
        }
    }

    /// <summary>Publishes at QoS 0: nothing tells whether it was accepted.</summary>
    public Task PublishAsync(string topic, string payload) => SendAsync(0x30, [.. Text(topic), .. Encoding.UTF8.GetBytes(payload)]);

    /// <summary>Sends a PINGREQ and waits for the answer.</summary>
    public async Task PingAsync()
    {
        var before = _packets.Count;
        await SendAsync(0xC0, []);
        await _packets.FirstAsync(packet => packet.Type == MqttPacket.PingResp, "a PINGRESP", from: before);
    }

    /// <summary>Waits for a publication with exactly this text.</summary>
    public Task<ReceivedMessage> TextAsync(string text, TimeSpan? deadline = null) =>
        Received.FirstAsync(message => message.Text == text, $"the message '{text}'", deadline);

    /// <summary>Says DISCONNECT and waits until the server has closed.</summary>
    public async Task<Closing> DisconnectAsync()
    {
        await SendAsync(0xE0, []);
        return await Closed.WaitAsync(Deadline.Step);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _reading;
    }

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private Task SendAsync(byte first, byte[] body)
    {
        var length = new List<byte>();
        var rest = body.Length;
        do
        {
            length.Add((byte)((rest % 128) | (rest >= 128 ? 128 : 0)));
            rest /= 128;
        }
        while (rest > 0);

        return _socket.SendAsync(new ReadOnlyMemory<byte>([first, .. length, .. body]));
    }

    private async Task ReadAsync()
    {
        var stream = new MqttPacketStream();
        // The packets are cut out of the stream of frames: section 6 lets a packet span frames and frames hold several.
        var next = 0;
        while (true)
        {
            ReceivedMessage frame;
            try
            {
                frame = await _socket.Received.FirstAsync(_ => true, "a frame", Timeout.InfiniteTimeSpan, from: next++);
            }
            catch (TimeoutException ended)
            {
                _packets.End(ended.Message);
                Received.End(ended.Message);
                return;
            }

            foreach (var packet in stream.Read(frame.Bytes))
            {
                Take(packet);
            }
        }
    }

    private void Take(MqttPacket packet)
    {
        if (packet.Type == MqttPacket.Publish)
        {
            var (topic, payload) = packet.Publication();
            Received.Add(new ReceivedMessage(topic, payload, IsText: false, Stopwatch.GetTimestamp()));
        }
        else
        {
            _packets.Add(packet);
        }
    }
}
