using System.Buffers.Binary;
using System.Text;
using Broker.Testing.Clients;

namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>Frames (RFC 6455 section 5.2): lengths, reserved bits, opcodes, masks.</summary>
internal static class FramingCases
{
    private static readonly int[] Lengths = [0, 1, 2, 125, 126, 127, 128, 1000, 65_535, 65_536, 65_537, Limits.MaxMessage];

    public static IEnumerable<Case> All() =>
        [.. LengthCases(), .. ReservedBits(), .. Opcodes(), .. Masks(), .. LongForms(), .. Limits.Cases()];

    private static IEnumerable<Case> LengthCases()
    {
        foreach (var length in Lengths)
        {
            var text = new string('x', length);
            var bytes = Encoding.ASCII.GetBytes(text);
            foreach (var piece in new[] { int.MaxValue, 997, 1 })
            {
                if (piece == 1 && length > 1000)
                {
                    continue;
                }

                var how = piece == int.MaxValue ? "at once" : $"in pieces of {piece}";
                yield return Case.Of($"framing: text of {length} bytes {how}", ClientFrame.Of(1, bytes), [Messages.Text(text)], piece: piece) with { IsMain = true };
                yield return Case.Of($"framing: binary of {length} bytes {how}", ClientFrame.Of(2, bytes), [Messages.Binary(bytes)], piece: piece) with { IsMain = true };
            }
        }

        byte[] three = [.. ClientFrame.Text("a"), .. ClientFrame.Binary("b"u8), .. ClientFrame.Text("c")];
        string[] heard = [Messages.Text("a"), Messages.Binary("b"u8), Messages.Text("c")];
        yield return Case.Of("framing: three messages in one write", three, heard) with { IsMain = true };
        yield return Case.Of("framing: three messages byte by byte", three, heard, piece: 1) with { IsMain = true };
    }

    private static IEnumerable<Case> ReservedBits()
    {
        foreach (var opcode in new[] { 0x1, 0x2, 0x8, 0x9, 0xA })
        {
            for (var reserved = 1; reserved <= 7; reserved++)
            {
                foreach (var payload in new[] { "", "payload" })
                {
                    var name = $"reserved bits {reserved} with opcode {opcode} and {payload.Length} bytes";
                    byte[] content = opcode == 8 && payload.Length > 0 ? [0x03, 0xE8] : Encoding.ASCII.GetBytes(payload);
                    var frame = ClientFrame.Of(opcode, content, reserved: reserved);
                    yield return Case.Fails($"{name}: first", 1002, frame) with { IsMain = true };
                }
            }
        }

        for (var reserved = 1; reserved <= 7; reserved++)
        {
            yield return new Case(
                $"reserved bits {reserved} after a good message and a ping",
                [
                    new Step([.. ClientFrame.Text("good"), .. ClientFrame.Of(9, "p"u8)], [Messages.Text("good"), Messages.Pong("p"u8)]),
                    new Step(ClientFrame.Of(1, "bad"u8, reserved: reserved), []),
                ],
                1002)
            { IsMain = true };
            yield return Case.Fails(
                $"reserved bits {reserved} on a continuation", 1002,
                [.. ClientFrame.Of(1, "a"u8, final: false), .. ClientFrame.Of(0, "b"u8, reserved: reserved)]) with
            { IsMain = true };
        }
    }

    private static IEnumerable<Case> Opcodes()
    {
        foreach (var opcode in new[] { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 })
        {
            yield return Case.Fails($"opcode {opcode}", 1002, ClientFrame.Of(opcode, [])) with { IsMain = true };
            yield return Case.Fails($"opcode {opcode} with payload", 1002, ClientFrame.Of(opcode, "payload"u8)) with { IsMain = true };
            yield return Case.Fails($"opcode {opcode} not final", 1002, ClientFrame.Of(opcode, [], final: false)) with { IsMain = true };
            yield return new Case(
                $"opcode {opcode} after a good message",
                [new Step(ClientFrame.Text("good"), [Messages.Text("good")]), new Step([.. ClientFrame.Of(opcode, []), .. ClientFrame.Of(9, [])], [])],
                1002)
            { IsMain = true };
        }
    }

    private static IEnumerable<Case> Masks()
    {
        // ASP.NET Core waits for the key that does not come.
        foreach (var (opcode, name) in new[] { (1, "text"), (2, "binary"), (8, "close"), (9, "ping"), (10, "pong") })
        {
            yield return Case.Fails($"mask: {name} without one", 1002, ClientFrame.Of(opcode, [], key: null));
        }

        foreach (var key in new uint[] { 0, uint.MaxValue, 0x01020304, 0x80000001 })
        {
            yield return Case.Of($"mask: key {key:x}", ClientFrame.Of(1, "masked payload"u8, key: key), [Messages.Text("masked payload")]) with { IsMain = true };
        }
    }

    // Section 5.2: the minimal number of bytes must be used, and the most significant bit must be 0. ASP.NET Core lets the first pass.
    private static IEnumerable<Case> LongForms()
    {
        foreach (var length in new[] { 0, 5, 125 })
        {
            yield return Case.Fails($"length {length} in two bytes", 1002, WithLength(126, length));
            yield return Case.Fails($"length {length} in eight bytes", 1002, WithLength(127, length));
        }

        yield return Case.Fails("length 65535 in eight bytes", 1002, WithLength(127, 65_535));
        yield return Case.Fails("length with its highest bit set", 1002, WithLength(127, long.MinValue));
        yield return Case.Fails("length of all ones", 1002, WithLength(127, -1));
    }

    private static byte[] WithLength(byte form, long length)
    {
        var frame = new byte[(form == 126 ? 4 : 10) + 4 + (length is > 0 and <= 65_535 ? (int)length : 0)];
        frame[0] = 0x82;
        frame[1] = (byte)(0x80 | form);
        if (form == 126)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)length);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), length);
        }

        return frame;
    }
}
