using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>Logs dead letters, up to the configured number in the configured time.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _stream = Context.System.EventStream;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly int _limit = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _suspension = Context.System.Settings.LogDeadLettersSuspendDuration;
    private readonly IScheduler _clock = Context.System.Scheduler;
    private int _count;
    private TimeSpan _windowEnd;

    /// <inheritdoc />
    protected override void PreStart()
    {
        _stream.Subscribe(Self, typeof(DeadLetter));
        _stream.Subscribe(Self, typeof(Dropped));
        if (Context.System.Settings.DebugUnhandledMessage)
            _stream.Subscribe(Self, typeof(UnhandledMessage));
    }

    /// <inheritdoc />
    protected override void PostStop() => _stream.Unsubscribe(Self);

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return false;
        if (letter is UnhandledMessage)
        {
            _log.Debug("Unhandled message [{0}] from [{1}] to [{2}]", letter.Message.GetType().Name, letter.Sender, letter.Recipient);
            return true;
        }

        if (_count >= _limit && _clock.MonotonicClock >= _windowEnd)
            _count = 0;
        if (_count >= _limit)
            return true;
        if (++_count == 1)
            _windowEnd = _clock.MonotonicClock + _suspension;
        var end = _count == _limit ? $"; no more are logged for {_suspension}" : "";
        _log.Info("Message [{0}] from {1} to {2} was not delivered. [{3}] dead letters encountered{4}.", letter.Message.GetType().Name, letter.Sender, letter.Recipient, _count, end);
        return true;
    }
}
