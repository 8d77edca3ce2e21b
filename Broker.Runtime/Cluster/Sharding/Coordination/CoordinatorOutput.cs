using System.Globalization;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>The effects of one event, and the words for the log.</summary>
internal sealed class CoordinatorOutput(List<ShardingEffect> effects)
{
    /// <summary>Sends a message to a region.</summary>
    public void Send(IActorRef region, ICoordinatorMessage message) => effects.Add(new ShardingEffect.Send(region, message));

    /// <summary>Any other effect.</summary>
    public void Add(ShardingEffect effect) => effects.Add(effect);

    /// <summary>A decision that an operator reads.</summary>
    public void Info(string text) => effects.Add(new ShardingEffect.Note(NoteLevel.Info, text));

    /// <summary>A step that only matters when one shard is followed.</summary>
    public void Debug(string text) => effects.Add(new ShardingEffect.Note(NoteLevel.Debug, text));

    /// <summary>Something unexpected.</summary>
    public void Warning(string text) => effects.Add(new ShardingEffect.Note(NoteLevel.Warning, text));

    /// <summary>A duration as it stands in the log.</summary>
    public static string Ms(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.#} ms");
}
