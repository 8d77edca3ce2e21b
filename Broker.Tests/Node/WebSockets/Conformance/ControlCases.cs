using Broker.Testing.Clients;

namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>Pings and pongs (section 5.5) and the close handshake (sections 5.5.1 and 7).</summary>
internal static class ControlCases
{
    public static IEnumerable<Case> All() => [.. Pings(), .. Limits125(), .. CloseCodes(), .. CloseForms()];

    private static IEnumerable<Case> Pings()
    {
        foreach (var length in new[] { 0, 1, 64, 124, 125 })
        {
            var payload = new byte[length];
            payload.AsSpan().Fill(0xFE);
            yield return Case.Of($"ping of {length} bytes", ClientFrame.Of(9, payload), [Messages.Pong(payload)]) with { IsMain = true };
            yield return Case.Of($"ping of {length} bytes, byte by byte", ClientFrame.Of(9, payload), [Messages.Pong(payload)], piece: 1) with { IsMain = true };
            yield return Case.Of(
                $"pong of {length} bytes that nobody asked for", [.. ClientFrame.Of(10, payload), .. ClientFrame.Of(9, "after"u8)], [Messages.Pong("after"u8)]) with
            { IsMain = true };
        }

        byte[] ten = [.. Enumerable.Range(0, 10).SelectMany(static i => ClientFrame.Of(9, [(byte)i]))];
        string[] pongs = [.. Enumerable.Range(0, 10).Select(static i => Messages.Pong([(byte)i]))];
        yield return Case.Of("ten pings", ten, pongs) with { IsMain = true };
        yield return Case.Of("ten pings byte by byte", ten, pongs, piece: 1) with { IsMain = true };
        yield return Case.Of(
            "a ping before and after a message",
            [.. ClientFrame.Of(9, "1"u8), .. ClientFrame.Text("m"), .. ClientFrame.Of(9, "2"u8)],
            [Messages.Pong("1"u8), Messages.Text("m"), Messages.Pong("2"u8)]) with
        { IsMain = true };
    }

    private static IEnumerable<Case> Limits125()
    {
        foreach (var (opcode, name) in new[] { (8, "close"), (9, "ping"), (10, "pong") })
        {
            yield return Case.Fails($"{name} of 126 bytes", 1002, ClientFrame.Of(opcode, new byte[126])) with { IsMain = true };
            yield return Case.Fails($"{name} of 65,536 bytes", 1002, ClientFrame.Of(opcode, new byte[65_536])) with { IsMain = true };
            yield return Case.Fails($"{name} that is not final", 1002, ClientFrame.Of(opcode, [], final: false)) with { IsMain = true };
            yield return Case.Fails(
                $"{name} that is not final, in a message", 1002, [.. ClientFrame.Of(1, "a"u8, final: false), .. ClientFrame.Of(opcode, [], final: false)]) with
            { IsMain = true };
        }
    }

    private static IEnumerable<Case> CloseCodes()
    {
        foreach (var code in new ushort[] { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999 })
        {
            yield return Case.Of($"close with {code}", ClientFrame.Close(code), [], code) with { IsMain = true };
            yield return Case.Of($"close with {code} and a reason", ClientFrame.Close(code, "reason"), [], code) with { IsMain = true };
        }

        // Registered since RFC 6455 was written; ASP.NET Core does not know all of them.
        foreach (var code in new ushort[] { 1012, 1013, 1014 })
        {
            yield return Case.Of($"close with {code}", ClientFrame.Close(code), [], code);
        }

        foreach (var code in new ushort[] { 0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535 })
        {
            yield return Case.Fails($"close with {code}, which may not be sent", 1002, ClientFrame.Close(code));
            yield return Case.Fails($"close with {code}, which may not be sent, and a reason", 1002, ClientFrame.Close(code, "reason"));
        }
    }

    private static IEnumerable<Case> CloseForms()
    {
        yield return Case.Of("close without a code", ClientFrame.Of(8, []), [], 0);
        yield return Case.Fails("close with half a code", 1002, ClientFrame.Of(8, [3])) with { IsMain = true };
        yield return Case.Of("close with the longest reason", ClientFrame.Close(1000, new string('r', 123)), [], 1000) with { IsMain = true };
        yield return Case.Of("close with a reason of many languages", ClientFrame.Close(1000, "Hello-µ@ßöäüàá-UTF-8!! 你好"), [], 1000) with { IsMain = true };
        yield return Case.Fails("close with a reason that is not UTF-8", 1007, ClientFrame.Of(8, [3, 0xE8, 0xCE, 0xBA, 0xED, 0xA0, 0x80]));
        yield return Case.Fails("close with a reason cut in a character", 1007, ClientFrame.Of(8, [3, 0xE8, 0xE4, 0xBD]));
        yield return Case.Of(
            "nothing counts after a close: a message", [.. ClientFrame.Close(1000), .. ClientFrame.Text("late")], [], 1000) with
        { IsMain = true };
        yield return Case.Of("nothing counts after a close: a ping", [.. ClientFrame.Close(1000), .. ClientFrame.Of(9, [])], [], 1000) with { IsMain = true };
        yield return Case.Of("nothing counts after a close: another close", [.. ClientFrame.Close(1000), .. ClientFrame.Close(1001)], [], 1000) with { IsMain = true };
        yield return Case.Of("nothing counts after a close: garbage", [.. ClientFrame.Close(1000), .. new byte[300]], [], 1000) with { IsMain = true };
        yield return Case.Of("close byte by byte", ClientFrame.Close(1000, "bye"), [], 1000, piece: 1) with { IsMain = true };
        yield return Case.Of("close in the middle of a message", [.. ClientFrame.Of(1, "a"u8, final: false), .. ClientFrame.Close(1000)], [], 1000) with { IsMain = true };
        yield return new Case(
            "close after a message",
            [new Step(ClientFrame.Text("m"), [Messages.Text("m")]), new Step(ClientFrame.Close(1001, "page left"), [])], 1001)
        { IsMain = true };
    }
}
