namespace Broker.Tests.Fuzz;

/// <summary>Makes new inputs of old ones: flips, cuts, copies, joins two, and puts in what parsers stumble over.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> corpus, IReadOnlyList<byte[]> words)
{
    private const int MaxLength = 4096;

    private static readonly byte[] Edges = [0, 1, 0x20, 0x22, 0x2F, 0x5C, 0x7E, 0x7F, 0x80, 0xBF, 0xC0, 0xED, 0xF4, 0xFE, 0xFF];

    public byte[] Next()
    {
        List<byte> input = [.. corpus[random.Next(corpus.Count)]];
        for (var changes = random.Next(0, 6); changes > 0; changes--)
        {
            Change(input);
        }

        return input.Count <= MaxLength ? [.. input] : [.. input.Take(MaxLength)];
    }

    private void Change(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        var length = random.Next(Math.Min(16, input.Count - at) + 1);
        switch (random.Next(7))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = Edges[random.Next(Edges.Length)];
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, length));
                break;
            case 4:
                var other = corpus[random.Next(corpus.Count)];
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other.AsSpan(random.Next(other.Length + 1)));
                break;
            case 5:
                input.InsertRange(at, words[random.Next(words.Count)]);
                break;
            default:
                input.InsertRange(at, Enumerable.Repeat(Edges[random.Next(Edges.Length)], random.Next(1, 200)));
                break;
        }
    }
}
