using Broker.Runtime.Actor;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>A region to choose from, and what it hosts.</summary>
/// <param name="Region">The region.</param>
/// <param name="Shards">Its shards.</param>
/// <param name="Version">The version of the application on its node.</param>
internal readonly record struct RegionLoad(IActorRef Region, IReadOnlyCollection<string> Shards, AppVersion Version);
