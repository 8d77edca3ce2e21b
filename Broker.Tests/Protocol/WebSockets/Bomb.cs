using System.IO.Compression;

namespace Broker.Tests.Protocol.WebSockets;

/// <summary>A small message that unpacks to a large one.</summary>
internal static class Bomb
{
    public static byte[] Of(int bytes)
    {
        var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(new byte[bytes]);
        }

        return output.ToArray();
    }
}
