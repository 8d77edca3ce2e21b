using Broker.Actors.History;
using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <summary>Answers a question for the history out of a log.</summary>
internal static class HistoryReader
{
    private static readonly Offset BeyondAll = new(long.MaxValue);

    public static HistoryRead Read(TopicLog log, Position head, ReadHistory read)
    {
        var since = read.Since;
        if (!since.IsNone && since.Epoch != head.Epoch)
        {
            return new HistoryRead(read.Tag, head, IsComplete: false, HasMore: false, []);
        }

        var after = since.IsNone || read.IsReverse ? Offset.Zero : since.Offset;
        var before = since.IsNone || !read.IsReverse ? BeyondAll : since.Offset;
        var found = log.History(after, before, read.Limit, read.IsReverse, out var isMore);
        return new HistoryRead(read.Tag, head, IsComplete(log, head, read), isMore, found);
    }

    // From a position on, nothing may be missing before the first that is kept. Without one, whatever is kept is all that was asked for.
    private static bool IsComplete(TopicLog log, Position head, ReadHistory read)
    {
        if (read.Since.IsNone || read.IsReverse)
        {
            return true;
        }

        var firstKept = log.HistoryCount == 0 ? head.Offset.Next : log.FirstOfHistory;
        return firstKept <= read.Since.Offset.Next && read.Since.Offset <= head.Offset;
    }
}
