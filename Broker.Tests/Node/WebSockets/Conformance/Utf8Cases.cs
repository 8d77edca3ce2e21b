using Broker.Testing.Clients;

namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>UTF-8 in text messages (section 8.1; RFC 3629).</summary>
internal static class Utf8Cases
{
    // First and last of each length, around the surrogates, non-characters, a BOM, and words.
    private static readonly string[] Valid =
    [
        "00", "7f", "c280", "dfbf", "e0a080", "efbfbf", "efbfbe", "f0908080", "f48fbfbf", "ed9fbf", "ee8080", "efbfbd", "efbbbf41", "f09f8e89",
        "ceba e1bdb9 cf83 cebc ceb5", "48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121", "e4bda0e5a5bd", "f1bfbfbf", "f3bfbfbe", "efb790",
    ];

    // Lone continuations, lone and cut beginnings, overlong forms, surrogates, beyond U+10FFFF, bytes that never appear.
    private static readonly string[] Invalid =
    [
        "80", "bf", "8080", "80bf80bf", "c0", "c1", "f5", "f8", "fc", "fe", "ff", "fefeffff", "c020", "e020", "f020", "c2", "dfff", "e0a0", "efbf", "f09080",
        "f48fbf", "c080", "c1bf", "c0af", "e08080", "e09fbf", "e080af", "f0808080", "f08fbfbf", "f08080af", "f880808080", "fc8080808080", "eda080", "edadbf",
        "edae80", "edafbf", "edb080", "edbe80", "edbfbf", "eda080edb080", "edafbfedbfbf", "f4908080", "f5808080", "f7bfbfbf", "41c0", "c328", "a0a1", "e228a1",
        "e28228", "f0288cbc", "f09028bc", "f0288c28", "ceba e1bdb9 cf83 cebc ceb5 eda080 656469746564", "ceba e1bdb9 cf83 cebc ceb5 f4908080 656469746564",
    ];

    public static IEnumerable<Case> All() => [.. ValidCases(), .. InvalidCases(), .. FailFast()];

    private static IEnumerable<Case> ValidCases()
    {
        foreach (var hex in Valid)
        {
            var bytes = Parse(hex);
            var heard = new[] { Messages.Text(bytes) };
            yield return Case.Of($"utf-8 {hex}", ClientFrame.Of(1, bytes), heard) with { IsMain = true };
            yield return Case.Of($"utf-8 {hex} byte by byte", ClientFrame.Of(1, bytes), heard, piece: 1) with { IsMain = true };
            yield return Case.Of($"utf-8 {hex} in fragments of one byte", Fragments(bytes), heard) with { IsMain = true };
        }
    }

    private static IEnumerable<Case> InvalidCases()
    {
        foreach (var hex in Invalid)
        {
            var bytes = Parse(hex);
            yield return Case.Fails($"not utf-8 {hex}", 1007, ClientFrame.Of(1, bytes)) with { IsMain = true };
            yield return Case.Fails($"not utf-8 {hex} in fragments of one byte", 1007, Fragments(bytes)) with { IsMain = true };
            yield return Case.Of($"not utf-8 {hex} is good in a binary message", ClientFrame.Of(2, bytes), [Messages.Binary(bytes)]) with { IsMain = true };
        }
    }

    // The rest of the message never comes: the server must not wait for it.
    private static IEnumerable<Case> FailFast()
    {
        foreach (var hex in new[] { "ff", "c0", "eda0", "f490", "e080", "41c328", "f5" })
        {
            var bytes = Parse(hex);
            yield return Case.Fails($"not utf-8 {hex} in a first fragment, fail at once", 1007, ClientFrame.Of(1, bytes, final: false));
            yield return Case.Fails($"not utf-8 {hex} in a frame that has not ended, fail at once", 1007, ClientFrame.Of(1, [.. bytes, .. new byte[100]])[..^50]);
        }
    }

    private static byte[] Fragments(byte[] bytes)
    {
        var sent = new List<byte>();
        for (var i = 0; i < bytes.Length; i++)
        {
            sent.AddRange(ClientFrame.Of(i == 0 ? 1 : 0, [bytes[i]], final: i == bytes.Length - 1));
        }

        return [.. sent];
    }

    private static byte[] Parse(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
