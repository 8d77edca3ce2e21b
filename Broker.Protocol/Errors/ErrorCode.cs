namespace Broker.Protocol.Errors;

/// <summary>One row of the table of errors that a client or an HTTP caller may be answered with.</summary>
/// <remarks>
/// Numbers are stable: clients branch on them. They coincide with those of the Centrifuge client protocol where the meaning does, so
/// that protocol needs no second table. <c>docs/protocol.md</c> has the same table, and a test compares both.
/// </remarks>
public sealed class ErrorCode
{
    /// <summary>A fault of the broker itself.</summary>
    public static readonly ErrorCode Internal = new(100, "internal", "internal error", 500, temporary: true);

    /// <summary>No identity, or one that was not accepted.</summary>
    public static readonly ErrorCode Unauthorized = new(101, "unauthorized", "unauthorized", 401);

    /// <summary>The topic name breaks the grammar or names a reserved topic that does not exist.</summary>
    public static readonly ErrorCode BadTopic = new(102, "bad_topic", "bad topic name", 400);

    /// <summary>The caller is known and may not do this.</summary>
    public static readonly ErrorCode PermissionDenied = new(103, "permission_denied", "permission denied", 403);

    /// <summary>A limit of the broker or of the namespace is reached.</summary>
    public static readonly ErrorCode LimitExceeded = new(106, "limit_exceeded", "limit exceeded", 429);

    /// <summary>The request can't be understood.</summary>
    public static readonly ErrorCode BadRequest = new(107, "bad_request", "bad request", 400);

    /// <summary>The request is understood and this broker does not do it.</summary>
    public static readonly ErrorCode NotAvailable = new(108, "not_available", "not available", 501);

    /// <summary>The token has expired; a new one is needed.</summary>
    public static readonly ErrorCode TokenExpired = new(109, "token_expired", "token expired", 401);

    /// <summary>Requests come faster than allowed; the same request may succeed later.</summary>
    public static readonly ErrorCode TooManyRequests = new(111, "too_many_requests", "too many requests", 429, temporary: true);

    /// <summary>The stream can't be continued from the given position.</summary>
    public static readonly ErrorCode UnrecoverablePosition = new(112, "unrecoverable_position", "unrecoverable position", 409);

    /// <summary>The message is larger than the limit.</summary>
    public static readonly ErrorCode TooLarge = new(120, "too_large", "message too large", 413);

    /// <summary>The topic has no owner that answers now; nothing was accepted.</summary>
    public static readonly ErrorCode Unavailable = new(121, "unavailable", "temporarily unavailable", 503, temporary: true);

    /// <summary>The publish may or may not have been accepted: its owner was lost before it answered.</summary>
    public static readonly ErrorCode OutcomeUnknown = new(122, "outcome_unknown", "temporary, outcome unknown", 503, temporary: true);

    /// <summary>The browser page that sent this is from an origin that is not allowed.</summary>
    public static readonly ErrorCode ForeignOrigin = new(123, "foreign_origin", "origin not allowed", 403);

    /// <summary>The table, by number.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        Internal, Unauthorized, BadTopic, PermissionDenied, LimitExceeded, BadRequest, NotAvailable, TokenExpired,
        TooManyRequests, UnrecoverablePosition, TooLarge, Unavailable, OutcomeUnknown, ForeignOrigin,
    ];

    private ErrorCode(int number, string name, string message, int httpStatus, bool temporary = false)
    {
        Number = number;
        Name = name;
        Message = message;
        HttpStatus = httpStatus;
        Temporary = temporary;
    }

    /// <summary>The number on the wire.</summary>
    public int Number { get; }

    /// <summary>The name in logs, metrics and JSON answers.</summary>
    public string Name { get; }

    /// <summary>One short phrase for people.</summary>
    public string Message { get; }

    /// <summary>The HTTP status of an answer that carries this error.</summary>
    public int HttpStatus { get; }

    /// <summary>Whether the same request may succeed when it is repeated later.</summary>
    public bool Temporary { get; }

    /// <summary>The row with this number, or null.</summary>
    public static ErrorCode? Find(int number)
    {
        foreach (var code in All)
        {
            if (code.Number == number)
            {
                return code;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Number} {Name}";
}
