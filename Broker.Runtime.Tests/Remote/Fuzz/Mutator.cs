namespace EngineTests.Remote.Fuzz;

/// <summary>Changes bytes the way mistakes and attackers do. The same seed makes the same changes.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> corpus)
{
    private static readonly byte[] Telling = [0, 1, 0x7F, 0x80, 0xFF];
    private readonly Random _random = new(seed);

    /// <summary>An opening with a few changes.</summary>
    public byte[] Next()
    {
        byte[] bytes = [.. Pick()];
        for (int changes = _random.Next(4); changes > 0; changes--)
            bytes = Change(bytes);
        return bytes;
    }

    /// <summary>Several openings one behind the other.</summary>
    public byte[] NextStream() => [.. Enumerable.Range(0, _random.Next(1, 5)).SelectMany(_ => Next())];

    public int NextNumber(int below) => _random.Next(below);

    private byte[] Pick() => corpus[_random.Next(corpus.Count)];

    private byte[] Change(byte[] bytes)
    {
        int at = _random.Next(bytes.Length + 1);
        switch (_random.Next(7))
        {
            case 0 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1 when at < bytes.Length:
                bytes[at] = Telling[_random.Next(Telling.Length)];
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. Noise(), .. bytes[at..]];
            case 4:
                byte[] other = Pick();
                return [.. bytes[..at], .. other[_random.Next(other.Length + 1)..]];
            case 5 when bytes.Length >= sizeof(int):
                // The length is right again: what is behind it gets read.
                BitConverter.TryWriteBytes(bytes, bytes.Length - sizeof(int));
                return bytes;
            default:
                return [.. bytes, .. bytes[at..]];
        }
    }

    private byte[] Noise()
    {
        byte[] noise = new byte[_random.Next(1, 20)];
        _random.NextBytes(noise);
        return noise;
    }
}
