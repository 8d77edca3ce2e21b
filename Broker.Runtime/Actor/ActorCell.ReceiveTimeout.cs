using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Actor;

/// <content>The receive timeout.</content>
public sealed partial class ActorCell
{
    private ReceiveTimeoutTimer? _receiveTimeout;

    /// <inheritdoc />
    public TimeSpan? ReceiveTimeout => _receiveTimeout?.Timeout;

    /// <inheritdoc />
    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        _receiveTimeout?.Cancel();
        _receiveTimeout = timeout is { } time && time > TimeSpan.Zero ? new ReceiveTimeoutTimer(this, time) : null;
    }

    private void ReceiveTimeoutIsDue(ReceiveTimeoutDue due)
    {
        if (_receiveTimeout?.IsDue(due) == true)
        {
            CurrentMessage = Actor.ReceiveTimeout.Instance;
            ReceiveMessage(Actor.ReceiveTimeout.Instance);
        }
    }
}
