using System.Buffers;
using BenchmarkDotNet.Attributes;
using Broker.Protocol.Mqtt;
using Broker.Protocol.WebSockets;

namespace Broker.Bench.Micro;

/// <summary>One message from a client: a masked frame, and what the client's protocol makes of it.</summary>
public class FrameDecode
{
    private const int Burst = 32;
    private const int MaxBytes = 128 * 1024;

    private readonly MessageReader _reader = new(MaxBytes);
    private readonly MqttPacketReader _packets = new(MaxBytes);
    private readonly byte[] _one = Masked(Sizes.Bytes);
    private readonly byte[] _burst = [.. Enumerable.Repeat(Masked(Sizes.Bytes), Burst).SelectMany(static frame => frame)];
    private readonly byte[] _halves = Masked(Sizes.Bytes);
    private readonly ReadOnlyMemory<byte> _packet = MqttWriter.Publish(Sizes.Topic.Utf8.Span, Sizes.Bytes)[FrameWriter.HeaderLength(Sizes.PayloadBytes)..];

    /// <summary>A frame that came alone.</summary>
    [Benchmark]
    public void OneAtATime() => Read(_one);

    /// <summary>Frames that came together.</summary>
    [Benchmark(OperationsPerInvoke = Burst)]
    public void InABurst() => Read(_burst);

    /// <summary>A frame that came in two pieces.</summary>
    [Benchmark]
    public void InTwoPieces()
    {
        Read(_halves.AsMemory(0, _halves.Length / 2));
        Read(_halves.AsMemory(_halves.Length / 2));
    }

    /// <summary>A PUBLISH of MQTT in a message that is there.</summary>
    [Benchmark]
    public void MqttPacket()
    {
        _packets.Append(_packet);
        if (_packets.TryRead(out _) != MqttReadResult.Packet)
        {
            throw new InvalidOperationException("The packet was not read.");
        }
    }

    private static byte[] Masked(ReadOnlySpan<byte> payload)
    {
        const uint key = 0x01020304;
        var frame = FrameWriter.Frame(Opcode.Text, payload);
        var header = FrameWriter.HeaderLength(payload.Length);
        var masked = new byte[frame.Length + sizeof(uint)];
        frame.AsSpan(0, header).CopyTo(masked);
        masked[1] |= 0x80;
        new byte[] { 1, 2, 3, 4 }.CopyTo(masked, header);
        Masking.Copy(payload, masked.AsSpan(header + sizeof(uint)), key, position: 0);
        return masked;
    }

    private void Read(ReadOnlyMemory<byte> bytes)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        while (_reader.TryRead(ref input, out var happened))
        {
            if (happened.Kind != WebSocketEventKind.Text)
            {
                throw new InvalidOperationException("The frame was not read.");
            }
        }
    }
}
