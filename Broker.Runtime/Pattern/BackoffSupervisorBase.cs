using Broker.Runtime.Actor;

namespace Broker.Runtime.Pattern;

/// <summary>What both backoff supervisors have in common: one child, to which everything is passed on.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    internal BackoffSupervisorBase(Props childProps, string childName, IBackoffReset reset, object? replyWhileStopped, Func<object, bool>? finalStopMessage)
    {
        ChildProps = childProps;
        ChildName = childName;
        Reset = reset;
        ReplyWhileStopped = replyWhileStopped;
        FinalStopMessage = finalStopMessage;
    }

    /// <summary>What the child is made of.</summary>
    protected Props ChildProps { get; }

    /// <summary>The child's name.</summary>
    protected string ChildName { get; }

    /// <summary>When the count begins anew.</summary>
    protected IBackoffReset Reset { get; }

    /// <summary>The answer while there is no child, if any.</summary>
    protected object? ReplyWhileStopped { get; }

    /// <summary>Which messages are the last, if any.</summary>
    protected Func<object, bool>? FinalStopMessage { get; }

    /// <summary>The child, while there is one.</summary>
    protected IActorRef? Child { get; set; }

    /// <summary>How often it was started again since the count began.</summary>
    protected int RestartCountN { get; set; }

    /// <summary>Whether the last message has come.</summary>
    protected bool FinalStopMessageReceived { get; set; }

    /// <inheritdoc />
    protected override void PreStart() => StartChild();

    /// <summary>Handles what is common; always true: all other messages are passed on.</summary>
    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                break;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                break;
            case BackoffSupervisor.ResetRestartCount reset when reset.Current == RestartCountN:
                RestartCountN = 0;
                break;
            case BackoffSupervisor.Reset or BackoffSupervisor.ResetRestartCount:
                break;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN), Self);
                break;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child ?? ActorRefs.Nobody), Self);
                break;
            default:
                PassOn(message);
                break;
        }

        return true;
    }

    /// <summary>The pause before the next start.</summary>
    internal static TimeSpan CalculateDelay(int restartCount, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        double random = 1.0 + (Random.Shared.NextDouble() * randomFactor);
        double pause = Math.Min(maxBackoff.Ticks, minBackoff.Ticks * Math.Pow(2, Math.Min(restartCount, 30)));
        return TimeSpan.FromTicks((long)Math.Min(pause * random, long.MaxValue / 2));
    }

    /// <summary>Starts the child again after the pause.</summary>
    internal void StartLater(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        TimeSpan pause = CalculateDelay(RestartCountN, minBackoff, maxBackoff, randomFactor);
        RestartCountN++;
        Context.System.Scheduler.ScheduleTellOnce(pause, Self, BackoffSupervisor.StartChild.Instance, Self);
    }

    private void StartChild()
    {
        if (Child is not null)
            return;
        Child = Context.Watch(Context.ActorOf(ChildProps, ChildName));
        if (Reset is AutoReset { ResetBackoff: var after })
            Context.System.Scheduler.ScheduleTellOnce(after, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
    }

    private void PassOn(object message)
    {
        if (Child is { } child)
        {
            if (child.Equals(Sender))
            {
                Context.Parent.Forward(message);
                return;
            }

            child.Forward(message);
            FinalStopMessageReceived |= FinalStopMessage?.Invoke(message) == true;
        }
        else if (ReplyWhileStopped is { } reply)
        {
            Sender.Tell(reply, Self);
        }
        else
        {
            Context.System.DeadLetters.Forward(message);
        }

        if (Child is null && FinalStopMessage?.Invoke(message) == true)
            Context.Stop(Self);
    }
}
