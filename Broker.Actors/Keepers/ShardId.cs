using System.Globalization;

namespace Broker.Actors.Keepers;

/// <summary>One of the portions in which topics are spread over the nodes.</summary>
public readonly record struct ShardId(int Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
