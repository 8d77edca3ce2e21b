using Broker.Protocol.Topics;
using Microsoft.Extensions.Logging;

namespace Broker.Actors.Topics;

public sealed partial class TopicActor
{
    private static partial class Log
    {
        [LoggerMessage(2200, LogLevel.Debug, "{Topic} starts here: term {Term}, epoch {Epoch}.")]
        public static partial void Started(ILogger logger, TopicName topic, long term, string epoch);

        [LoggerMessage(2201, LogLevel.Debug, "{Topic} ends here at {Head}, with {Nodes} subscribed nodes to tell.")]
        public static partial void Ending(ILogger logger, TopicName topic, Position head, int nodes);

        [LoggerMessage(2202, LogLevel.Warning, "{Topic} has an owner with a higher term than {Term}: this one stops.")]
        public static partial void Outlived(ILogger logger, TopicName topic, long term);

        [LoggerMessage(2203, LogLevel.Information, "{Topic} stops at {Head} before {Nodes} subscribed nodes confirmed the end.")]
        public static partial void EndUnconfirmed(ILogger logger, TopicName topic, Position head, int nodes);

        [LoggerMessage(2204, LogLevel.Error, "{Topic} failed and stops; the next message starts it anew.")]
        public static partial void Failed(ILogger logger, Exception cause, TopicName topic);
    }
}
