using BenchmarkDotNet.Attributes;
using Broker.Actors.Interest;
using Broker.Protocol.Topics;

namespace Broker.Bench.Micro;

/// <summary>The filters that a topic matches, among others that it does not.</summary>
public class WildcardMatch
{
    private static readonly TopicName Topic = TopicName.Parse("sport/tennis/player1/ranking");

    private readonly FilterTree<int> _few = Filled(others: 10);
    private readonly FilterTree<int> _many = Filled(others: 10_000);
    private readonly List<int> _matched = [];

    /// <summary>Four that match among ten.</summary>
    [Benchmark]
    public void AmongTen() => Match(_few);

    /// <summary>Four that match among ten thousand: the others cost nothing.</summary>
    [Benchmark]
    public void AmongTenThousand() => Match(_many);

    private static FilterTree<int> Filled(int others)
    {
        var tree = new FilterTree<int>();
        foreach (var filter in (string[])["sport/#", "sport/+/player1/#", "sport/tennis/+/ranking", "+/+/+/+"])
        {
            tree.Add(TopicFilter.Parse(filter), 1);
        }

        for (var i = 0; i < others; i++)
        {
            tree.Add(TopicFilter.Parse(FormattableString.Invariant($"sport/tennis/player{i + 2}/+")), i);
        }

        return tree;
    }

    private void Match(FilterTree<int> tree)
    {
        _matched.Clear();
        tree.Match(Topic, _matched);
        if (_matched.Count != 4)
        {
            throw new InvalidOperationException("Not what it matches.");
        }
    }
}
