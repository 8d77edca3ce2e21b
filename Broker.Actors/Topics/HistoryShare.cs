using Broker.Actors.Diagnostics;

namespace Broker.Actors.Topics;

/// <summary>One topic's part of its node's <see cref="HistoryBudget"/>.</summary>
internal struct HistoryShare(HistoryBudget budget, TopicMetrics metrics)
{
    private long _bytes;

    /// <summary>Counts what the topic's history has come to; one that has grown beyond what the node may keep loses its older half.</summary>
    public void Follow<TPeer>(TopicState<TPeer> state)
        where TPeer : class
    {
        if (state.HistoryBytes == _bytes)
        {
            return;
        }

        var hasGrown = state.HistoryBytes > _bytes;
        Count(state.HistoryBytes);
        if (hasGrown && budget.IsExceeded)
        {
            state.ShortenHistory();
            metrics.HistoryShortened();
            Count(state.HistoryBytes);
        }
    }

    /// <summary>The topic is here no more.</summary>
    public void End() => Count(0);

    private void Count(long bytes)
    {
        budget.Change(bytes - _bytes);
        metrics.HistoryChanged(bytes - _bytes);
        _bytes = bytes;
    }
}
