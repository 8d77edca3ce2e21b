using System.Text;
using Broker.Testing.Clients;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Protocol.WebSockets;

public sealed class MessageReaderFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 3_000;

    [Fact]
    public void Random_conversations_are_read_as_they_were_said_however_they_are_cut()
    {
        var random = NewRandom();
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = new List<byte>();
            var expected = new List<string>();
            for (var messages = random.Next(1, 5); messages > 0; messages--)
            {
                Say(random, bytes, expected);
            }

            Assert.Equal(expected, ReadPeer.InPieces(Cut(random, [.. bytes])));
        }
    }

    [Fact]
    public void Any_bytes_are_read_the_same_whole_and_in_pieces_and_never_throw()
    {
        var random = NewRandom();
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);

            // Bytes that begin like a frame get further than bytes that do not.
            if (bytes.Length > 1 && random.Next(4) > 0)
            {
                bytes[0] &= 0x8F;
                bytes[1] |= 0x80;
            }

            Assert.Equal(ReadPeer.Whole(bytes, 100), ReadPeer.InPieces(Cut(random, bytes), 100));
        }
    }

    private static void Say(Random random, List<byte> bytes, List<string> expected)
    {
        var text = random.Next(2) == 0;
        var payload = text ? Encoding.UTF8.GetBytes(RandomText(random)) : RandomBytes(random, 400);
        var fragments = random.Next(1, 5);
        for (var i = 0; i < fragments; i++)
        {
            if (random.Next(3) == 0)
            {
                var ping = RandomBytes(random, 125);
                bytes.AddRange(ClientFrame.Of(0x9, ping, key: (uint)random.Next()));
                expected.Add($"ping {Convert.ToHexStringLower(ping)}");
            }

            var from = payload.Length * i / fragments;
            var to = payload.Length * (i + 1) / fragments;
            var opcode = i > 0 ? 0x0 : text ? 0x1 : 0x2;
            bytes.AddRange(ClientFrame.Of(opcode, payload.AsSpan(from..to), final: i == fragments - 1, key: (uint)random.Next()));
        }

        expected.Add(text ? $"text {Encoding.UTF8.GetString(payload)}" : $"binary {Convert.ToHexStringLower(payload)}");
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var runes = random.Next(0, 60); runes > 0; runes--)
        {
            int[] limits = [0x80, 0x800, 0xD800, 0x11_0000];
            var value = random.Next(limits[random.Next(limits.Length)]);
            text.Append(Rune.IsValid(value) ? new Rune(value) : new Rune('x'));
        }

        return text.ToString();
    }

    private static byte[] RandomBytes(Random random, int max)
    {
        var bytes = new byte[random.Next(max + 1)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static IEnumerable<byte[]> Cut(Random random, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var next = Math.Min(bytes.Length, at + random.Next(1, 40));
            yield return bytes[at..next];
            at = next;
        }
    }

    private Random NewRandom()
    {
        var seed = Seed.Choose();
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
