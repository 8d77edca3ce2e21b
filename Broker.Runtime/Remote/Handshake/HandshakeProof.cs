using System.Security.Cryptography;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Handshake;

/// <summary>Proofs of the shared secret over everything both ends have said; the secret itself is never sent.</summary>
internal static class HandshakeProof
{
    public const int NonceBytes = 32;

    /// <summary>The largest frame during a handshake.</summary>
    public const int MaximumFrameSize = 4096;

    /// <summary>HMAC-SHA256 with the secret over a label, the bodies of both opening frames with their lengths, and the code.</summary>
    /// <remarks>The label differs by direction, so that no end can be made to answer its own challenge.</remarks>
    public static byte[] Compute(
        ReadOnlySpan<byte> secret, bool byInitiator, ReadOnlySpan<byte> helloBody, ReadOnlySpan<byte> challengeBody, RefusalCode code)
    {
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(byInitiator ? "actor-relay initiator"u8 : "actor-relay acceptor"u8);
        AppendSized(hash, helloBody);
        AppendSized(hash, challengeBody);
        hash.AppendData([(byte)code]);
        return hash.GetHashAndReset();
    }

    public static bool Matches(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> given) =>
        CryptographicOperations.FixedTimeEquals(expected, given);

    public static byte[] CheckNonce(ReadOnlySpan<byte> nonce) =>
        nonce.Length == NonceBytes ? nonce.ToArray() : throw new WireException($"A nonce must have {NonceBytes} bytes.");

    private static void AppendSized(IncrementalHash hash, ReadOnlySpan<byte> body)
    {
        Span<byte> length = stackalloc byte[Varint.MaxBytes];
        hash.AppendData(length[..Varint.Write(length, (ulong)body.Length)]);
        hash.AppendData(body);
    }
}
