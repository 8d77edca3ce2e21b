namespace Broker.Protocol.Errors;

/// <summary>One row of the table of codes with which the broker closes a WebSocket.</summary>
/// <remarks>
/// Numbers below 3000 mean what RFC 6455 section 7.4.1 and the IANA registry say. Of ours, as in the Centrifuge protocol, 3000 to 3499
/// say "come back" and 3500 to 3999 "coming back changes nothing". <c>docs/protocol.md</c> has the same table, and a test compares both.
/// </remarks>
public sealed class CloseCode
{
    /// <summary>The connection has done what it was for.</summary>
    public static readonly CloseCode Normal = new(1000, "normal", comeBack: false);

    /// <summary>The peer goes away, or this node ends for good.</summary>
    public static readonly CloseCode GoingAway = new(1001, "going_away", comeBack: true);

    /// <summary>The peer broke the WebSocket protocol.</summary>
    public static readonly CloseCode ProtocolError = new(1002, "protocol_error", comeBack: false);

    /// <summary>A kind of message that this way in does not take.</summary>
    public static readonly CloseCode UnsupportedData = new(1003, "unsupported_data", comeBack: false);

    /// <summary>Text that is not UTF-8.</summary>
    public static readonly CloseCode InvalidPayload = new(1007, "invalid_payload", comeBack: false);

    /// <summary>The client did what it may not.</summary>
    public static readonly CloseCode PolicyViolation = new(1008, "policy_violation", comeBack: false);

    /// <summary>A message larger than the limit.</summary>
    public static readonly CloseCode MessageTooBig = new(1009, "message_too_big", comeBack: false);

    /// <summary>A fault of the broker.</summary>
    public static readonly CloseCode InternalError = new(1011, "internal_error", comeBack: true);

    /// <summary>The node stops, or a stream can't be continued here: come back, to any node.</summary>
    public static readonly CloseCode ServiceRestart = new(1012, "service_restart", comeBack: true);

    /// <summary>The node has no room: come back later, or to another node.</summary>
    public static readonly CloseCode TryAgainLater = new(1013, "try_again_later", comeBack: true);

    /// <summary>The client's token has expired: come back with a new one.</summary>
    public static readonly CloseCode Expired = new(3005, "expired", comeBack: true);

    /// <summary>The client reads slower than its topics are written and its outbox is full.</summary>
    public static readonly CloseCode Slow = new(3008, "slow", comeBack: true);

    /// <summary>The client did not answer a ping in time.</summary>
    public static readonly CloseCode NoPong = new(3012, "no_pong", comeBack: true);

    /// <summary>No identity, or one that is not accepted.</summary>
    public static readonly CloseCode Unauthorized = new(3500, "unauthorized", comeBack: false);

    /// <summary>A request that can't be understood, where no answer could say so.</summary>
    public static readonly CloseCode BadRequest = new(3501, "bad_request", comeBack: false);

    /// <summary>The table, by number.</summary>
    public static IReadOnlyList<CloseCode> All { get; } =
    [
        Normal, GoingAway, ProtocolError, UnsupportedData, InvalidPayload, PolicyViolation, MessageTooBig, InternalError,
        ServiceRestart, TryAgainLater, Expired, Slow, NoPong, Unauthorized, BadRequest,
    ];

    private CloseCode(ushort number, string name, bool comeBack)
    {
        Number = number;
        Name = name;
        ComeBack = comeBack;
    }

    /// <summary>The number in the close frame.</summary>
    public ushort Number { get; }

    /// <summary>The name in logs and metrics.</summary>
    public string Name { get; }

    /// <summary>Whether a client should connect again.</summary>
    public bool ComeBack { get; }

    /// <summary>The code for a client that can be told of an error in no other way.</summary>
    public static CloseCode For(ErrorCode error) =>
        error == ErrorCode.TooLarge ? MessageTooBig
        : error == ErrorCode.Internal ? InternalError
        : error == ErrorCode.Unauthorized ? Unauthorized
        : error == ErrorCode.TokenExpired ? Expired
        : error.Temporary ? ServiceRestart
        : error == ErrorCode.BadRequest || error == ErrorCode.BadTopic ? BadRequest
        : PolicyViolation;

    /// <inheritdoc/>
    public override string ToString() => $"{Number} {Name}";
}
