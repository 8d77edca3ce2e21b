using Broker.Actors.Topics;
using Broker.Protocol.Topics;
using Microsoft.Extensions.Logging;

namespace Broker.Actors.Relays;

public sealed partial class TopicRelayActor
{
    private static partial class Log
    {
        [LoggerMessage(2310, LogLevel.Debug, "Subscribed to {Topic}: term {Term}, from {Position}.")]
        public static partial void Subscribed(ILogger logger, TopicName topic, long term, Position position);

        [LoggerMessage(2311, LogLevel.Debug, "The owner of {Topic} is gone at {Position}; looking for the next one.")]
        public static partial void OwnerGone(ILogger logger, TopicName topic, Position position);

        [LoggerMessage(2312, LogLevel.Warning, "{Topic} has a gap on this node ({Reason}): complete until {Before}, and again after {After}.")]
        public static partial void Gap(ILogger logger, TopicName topic, GapReason reason, Position before, Position after);

        [LoggerMessage(2313, LogLevel.Debug, "Nobody hears {Topic} on this node any more.")]
        public static partial void Stopped(ILogger logger, TopicName topic);
    }
}
