using Broker.Protocol.Access;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Connections;

/// <summary>Who the client is and what it may do: what its gate says becomes answers to its protocol.</summary>
public sealed partial class ConnectionActor
{
    // A timer takes no more; an identity that lasts longer is looked at again.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(20);

    private readonly ClientGate _gate;
    private Queue<PublishOutcome>? _refused;
    private Queue<InboundMessage>? _held;
    private Queue<int>? _owed;
    private CancellationTokenSource? _asking;
    private long _pacedUntil;

    bool IClientCommands.Authenticate(string? token, long tag)
    {
        var isChecked = token is not null && _gate.AsksForIdentity;
        if (!isChecked && !_gate.MustAuthenticate)
        {
            return true;
        }

        _asking ??= new CancellationTokenSource();
        if (!isChecked)
        {
            Self.Tell(new IdentityChecked(tag, AuthenticationResult.Refused("a token is needed")), Self);
            return false;
        }

        _services.Authenticator.AuthenticateAsync(token!, _asking.Token).PipeTo(
            Self,
            Self,
            result => new IdentityChecked(tag, result),
            _ => new IdentityChecked(tag, AuthenticationResult.Unavailable));
        return false;
    }

    private bool IsHeld(InboundMessage inbound)
    {
        if (_asking is null)
        {
            return false;
        }

        // The reader's credit comes back only when they are dealt with, so there are few.
        (_held ??= new Queue<InboundMessage>()).Enqueue(inbound);
        return true;
    }

    private void Checked(IdentityChecked answer)
    {
        _asking?.Dispose();
        _asking = null;
        var error = Identify(answer.Result);
        if (IsFed)
        {
            _credits.Begin(cost: null);
            _protocol.Authenticated(new AuthenticateOutcome(answer.Tag, error, _gate.Identity), this);
            _credits.End();
        }

        while (_asking is null && _held is not null && _held.TryDequeue(out var inbound))
        {
            Receive(inbound);
        }
    }

    // Of a new token that allows less than the old one, what is subscribed may be too much.
    private ErrorCode? Identify(AuthenticationResult result)
    {
        if (result.Identity is null)
        {
            return result.Error;
        }

        if (_gate.Identify(result.Identity, _now) is { } error)
        {
            return error;
        }

        FollowExpiry();
        foreach (var subscription in _state.Subscriptions)
        {
            var target = subscription.Target;
            if ((target.Topic is not null ? _gate.Subscribe(target.Topic) : _gate.Subscribe(target.Filter!)) is not null)
            {
                ((IClientCommands)this).Close(CloseCode.PolicyViolation, "the token does not allow what is subscribed");
                break;
            }
        }

        return null;
    }

    private void FollowExpiry()
    {
        if (_gate.Identity.Expires is not { } expires)
        {
            Timers.Cancel(IdentityExpired.Instance);
            return;
        }

        var left = TimeSpan.FromMilliseconds(Math.Max(0, expires.ToUnixTimeMilliseconds() - _services.Clock.UnixMs));
        if (left == TimeSpan.Zero)
        {
            ((IClientCommands)this).Close(CloseCode.Expired, ErrorCode.TokenExpired.Message);
            return;
        }

        Timers.StartSingleTimer(IdentityExpired.Instance, IdentityExpired.Instance, left < LongestTimer ? left : LongestTimer);
    }

    // Counted with the gate only when it is new to this connection.
    private bool MayJoin(TopicName topic, long tag)
    {
        if (Find(topic) is not null || _gate.Join(topic, _now) is not { } error)
        {
            return true;
        }

        _state.Refuse(tag, error);
        return false;
    }

    // Slowed down rather than refused: while its credit is not given back, nothing more is read from the socket.
    private void GiveBack(int cost)
    {
        if (_now < _pacedUntil)
        {
            (_owed ??= new Queue<int>()).Enqueue(cost);
        }
        else
        {
            _socket.Gate.Give(cost);
        }
    }

    private void Pace(int messages, int bytes)
    {
        var wait = _gate.Pace(messages, bytes, _now);
        if (wait <= 0)
        {
            return;
        }

        // The timer that runs is started anew when it fires: it is not worth moving for each message.
        if (_now >= _pacedUntil)
        {
            StartPaceTimer(wait);
        }

        _pacedUntil = _now + wait;
    }

    private void StartPaceTimer(long wait) =>
        Timers.StartSingleTimer(PaceKept.Instance, PaceKept.Instance, TimeSpan.FromMilliseconds(wait));

    private void OnPaceKept()
    {
        if (_now < _pacedUntil)
        {
            StartPaceTimer(_pacedUntil - _now);
            return;
        }

        while (_owed is not null && _owed.TryDequeue(out var cost))
        {
            _socket.Gate.Give(cost);
        }
    }

    // True when the gate lets it pass; else the protocol is told after the turn.
    private bool MayPublish(TopicName topic, Payload payload, long tag)
    {
        if (_gate.Publish(topic, payload.Length, _now) is not { } error)
        {
            return true;
        }

        (_refused ??= new Queue<PublishOutcome>()).Enqueue(new PublishOutcome(tag, error));
        return false;
    }
}
