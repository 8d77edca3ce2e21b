using Broker.Testing.Clients;

namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>The largest message, as the node's defaults have it.</summary>
internal static class Limits
{
    public const int MaxMessage = 128 * 1024;

    public static IEnumerable<Case> Cases()
    {
        var half = new byte[MaxMessage / 2];
        yield return Case.Fails("limit: one byte more in one frame", 1009, ClientFrame.Binary(new byte[MaxMessage + 1]));
        yield return Case.Fails("limit: a header that promises all memory", 1009, [0x82, 0xFF, 0x7F, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4]);
        yield return Case.Of(
            "limit: all of it in two fragments",
            [.. ClientFrame.Of(2, half, final: false), .. ClientFrame.Of(0, half)], [Messages.Binary(new byte[MaxMessage])]);
        yield return Case.Fails(
            "limit: one byte more in three fragments", 1009,
            [.. ClientFrame.Of(2, half, final: false), .. ClientFrame.Of(0, half, final: false), .. ClientFrame.Of(0, [0])]);
    }
}
