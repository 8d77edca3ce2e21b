using System.Security.Cryptography;
using System.Text;
using Broker.Protocol.Access;

namespace Broker.Node.Authentication;

/// <summary>A key for servers that publish over HTTP, of which only the hash is kept.</summary>
internal sealed class ApiKey(Identity holder, byte[] sha256)
{
    /// <summary>Who publishes with it.</summary>
    public Identity Holder => holder;

    /// <summary>The hash of a key.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whether a key's hash is this one's. How long that takes says nothing about either.</summary>
    public bool Is(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(hash, sha256);
}
