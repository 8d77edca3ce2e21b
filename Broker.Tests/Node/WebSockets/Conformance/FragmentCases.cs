using System.Text;
using Broker.Testing.Clients;

namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>Fragmentation (section 5.4).</summary>
internal static class FragmentCases
{
    public static IEnumerable<Case> All() => [.. Good(), .. Bad()];

    private static IEnumerable<Case> Good()
    {
        foreach (var (opcode, kind) in new[] { (1, "text"), (2, "binary") })
        {
            foreach (var count in new[] { 2, 3, 10, 1000 })
            {
                foreach (var piece in new[] { int.MaxValue, 7, 1 })
                {
                    yield return Whole($"{kind} in {count} fragments, {(piece == int.MaxValue ? "at once" : $"{piece} bytes a write")}", opcode, count, static _ => [], piece);
                }
            }

            foreach (var count in new[] { 2, 5, 50 })
            {
                yield return Whole($"{kind} in {count} fragments with a ping between", opcode, count, static i => ClientFrame.Of(9, [(byte)i]));
                yield return Whole($"{kind} in {count} fragments with a ping between, byte by byte", opcode, count, static i => ClientFrame.Of(9, [(byte)i]), 1);
                yield return Whole($"{kind} in {count} fragments with a pong between", opcode, count, static _ => ClientFrame.Of(10, []));
            }

            string Heard(ReadOnlySpan<byte> bytes) => opcode == 1 ? Messages.Text(bytes) : Messages.Binary(bytes);
            yield return Case.Of(
                $"{kind} of three empty fragments", [.. ClientFrame.Of(opcode, [], final: false), .. ClientFrame.Of(0, [], final: false), .. ClientFrame.Of(0, [])],
                [Heard([])]) with
            { IsMain = true };
            yield return Case.Of(
                $"{kind} between empty fragments", [.. ClientFrame.Of(opcode, [], final: false), .. ClientFrame.Of(0, "m"u8, final: false), .. ClientFrame.Of(0, [])],
                [Heard("m"u8)]) with
            { IsMain = true };
            yield return Case.Of(
                $"{kind} in fragments, twice",
                [.. ClientFrame.Of(opcode, "a"u8, final: false), .. ClientFrame.Of(0, "b"u8), .. ClientFrame.Of(opcode, "c"u8, final: false), .. ClientFrame.Of(0, "d"u8)],
                [Heard("ab"u8), Heard("cd"u8)]) with
            { IsMain = true };
        }
    }

    private static IEnumerable<Case> Bad()
    {
        foreach (var final in new[] { true, false })
        {
            yield return Case.Fails($"continuation of nothing, final {final}", 1002, ClientFrame.Of(0, "x"u8, final)) with { IsMain = true };
            yield return new Case(
                $"continuation after a whole message, final {final}",
                [new Step(ClientFrame.Text("m"), [Messages.Text("m")]), new Step(ClientFrame.Of(0, "x"u8, final), [])], 1002)
            { IsMain = true };
            yield return new Case(
                $"continuation after the last fragment, final {final}",
                [
                    new Step([.. ClientFrame.Of(1, "a"u8, final: false), .. ClientFrame.Of(0, "b"u8)], [Messages.Text("ab")]),
                    new Step(ClientFrame.Of(0, "x"u8, final), []),
                ],
                1002)
            { IsMain = true };
            foreach (var (first, next) in new[] { (1, 1), (1, 2), (2, 1), (2, 2) })
            {
                yield return Case.Fails(
                    $"message {next} in the middle of message {first}, final {final}", 1002,
                    [.. ClientFrame.Of(first, "a"u8, final: false), .. ClientFrame.Of(next, "b"u8, final)]) with
                { IsMain = true };
            }
        }
    }

    private static Case Whole(string name, int opcode, int count, Func<int, byte[]> between, int piece = int.MaxValue)
    {
        var sent = new List<byte>();
        var whole = new StringBuilder();
        var pongs = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var part = $"{i}.";
            whole.Append(part);
            sent.AddRange(ClientFrame.Of(i == 0 ? opcode : 0, Encoding.ASCII.GetBytes(part), final: i == count - 1));
            var control = i < count - 1 ? between(i) : [];
            sent.AddRange(control);
            if (control.Length > 0 && control[0] == 0x89)
            {
                pongs.Add(Messages.Pong([(byte)i]));
            }
        }

        var bytes = Encoding.ASCII.GetBytes(whole.ToString());
        var heard = opcode == 1 ? Messages.Text(bytes) : Messages.Binary(bytes);
        return Case.Of(name, [.. sent], [.. pongs, heard], piece: piece) with { IsMain = true };
    }
}
