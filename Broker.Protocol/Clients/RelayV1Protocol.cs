using System.Text;
using System.Text.Json;
using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;
using Broker.Protocol.RelayV1;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Clients;

/// <summary>A client of <c>/websocket</c> with the subprotocol <c>relay.v1</c>: commands and answers are JSON objects in text frames.</summary>
/// <remarks>
/// It hears the same topics as a bare client, unless it said that it subscribes itself. Whatever goes wrong with one command is its answer;
/// nothing that a client can say in JSON ends the connection.
/// </remarks>
public sealed class RelayV1Protocol : IClientProtocol
{
    /// <summary>The name in the opening handshake.</summary>
    public const string Subprotocol = "relay.v1";

    /// <summary>The most names in one command.</summary>
    public const int MaxNames = 1024;

    /// <summary>The most publications that one reading of history asks for.</summary>
    public const int MaxHistory = 1000;

    private const int UsualHistory = 100;

    private readonly IReadOnlyList<TopicName> _implicit;
    private readonly IReadOnlyList<TopicName> _asked;
    private readonly IReadOnlyList<TopicFilter> _askedFilters;
    private readonly string _node;
    private readonly CommandsUnderWay _underWay = new();

    /// <summary>A client.</summary>
    /// <param name="own">The topics that come with the connection: its key's, its inbox, everyone.</param>
    /// <param name="asked">The topics that the client asked for when it connected.</param>
    /// <param name="node">How the node calls itself.</param>
    /// <param name="filters">The filters that it asked for when it connected.</param>
    public RelayV1Protocol(
        IReadOnlyList<TopicName> own, IReadOnlyList<TopicName> asked, string node, IReadOnlyList<TopicFilter>? filters = null)
    {
        _askedFilters = filters ?? [];
        _implicit = own;
        _asked = asked;
        _node = node;
    }

    /// <inheritdoc/>
    public string Name => Subprotocol;

    /// <inheritdoc/>
    public DeliveryFormat Format => RelayV1Format.Instance;

    /// <summary>The topics that come with a connection.</summary>
    public static IReadOnlyList<TopicName> OwnTopics(ClientKey? key) =>
        key is null ? [TopicName.Everyone] : [TopicName.Everyone, TopicName.Of(key), TopicName.Inbox(key)];

    /// <inheritdoc/>
    public void Open(IClientCommands commands)
    {
        commands.Reply(RelayAnswers.Connected(_node));
        foreach (var topic in _implicit.Concat(_asked).Distinct())
        {
            commands.Subscribe(topic, _underWay.Add(CommandId.None, topic), reply: JoinAnswer.Unasked);
        }

        foreach (var filter in _askedFilters.Distinct())
        {
            commands.Subscribe(filter, _underWay.Add(CommandId.None, null, filter), JoinAnswer.Unasked);
        }
    }

    /// <inheritdoc/>
    public void Receive(MessageKind kind, ReadOnlyMemory<byte> message, IClientCommands commands)
    {
        if (kind != MessageKind.Text || !CommandObject.TryRead(message, out var command))
        {
            Refuse(CommandId.None, commands, "a command is a JSON object in a text frame");
        }
        else if (TryId(command, out var id))
        {
            Carry(command, id, commands);
        }
        else
        {
            Refuse(CommandId.None, commands, "id is a string or a number of at most 64 bytes");
        }
    }

    /// <inheritdoc/>
    public void Subscribed(in SubscribeOutcome outcome, IClientCommands commands)
    {
        if (!_underWay.TryTake(outcome.Tag, out var command))
        {
            return;
        }

        if (outcome.Error is { } error)
        {
            // What came with the connection and is not allowed is left out, as for a bare client.
            var isLeftOut = error == ErrorCode.PermissionDenied && !command.Id.IsGiven && IsOwn(command.Topic);
            if (!isLeftOut)
            {
                commands.Reply(RelayAnswers.Failed(command.Id, error, command.Name));
            }
        }
        else if (!outcome.IsTold)
        {
            commands.Reply(command.Filter is { } filter
                ? RelayAnswers.Subscribed(command.Id, filter)
                : RelayAnswers.Subscribed(command.Id, command.Topic!, new StreamPosition(outcome.Epoch, outcome.Offset), null));
        }
    }

    /// <inheritdoc/>
    public void Published(in PublishOutcome outcome, IClientCommands commands)
    {
        if (!_underWay.TryTake(outcome.Tag, out var command))
        {
            return;
        }

        if (outcome.Error is { } error)
        {
            commands.Reply(RelayAnswers.Failed(command.Id, error, command.Name));
        }
        else if (command.Id.IsGiven)
        {
            commands.Reply(RelayAnswers.Published(command.Id, command.Topic!, new StreamPosition(outcome.Epoch, outcome.Offset)));
        }
    }

    /// <inheritdoc/>
    public void HistoryRead(in HistoryOutcome outcome, IClientCommands commands)
    {
        if (_underWay.TryTake(outcome.Tag, out var command))
        {
            commands.Reply(outcome.Error is { } error
                ? RelayAnswers.Failed(command.Id, error, command.Name)
                : RelayAnswers.History(command.Id, command.Topic!, outcome));
        }
    }

    /// <inheritdoc/>
    public void Authenticated(in AuthenticateOutcome outcome, IClientCommands commands)
    {
        if (_underWay.TryTake(outcome.Tag, out var command))
        {
            commands.Reply(outcome.Error is { } error ? RelayAnswers.Failed(command.Id, error) : RelayAnswers.Authenticated(command.Id));
        }
    }

    /// <summary>The fan-out point tells it, in its place in the stream; see <see cref="DeliveryFormat"/>.</summary>
    public void StreamReset(TopicName topic, Epoch epoch, IClientCommands commands)
    {
    }

    /// <summary>The fan-out point tells it too.</summary>
    public void FilterReset(TopicFilter filter, IClientCommands commands)
    {
    }

    // The order of the table "Precedence" in docs/protocol.md: what names a receiver is never taken for anything else.
    private void Carry(in CommandObject command, CommandId id, IClientCommands commands)
    {
        if (command.Has(CommandMember.Reception))
        {
            SendAddressed(command, id, commands);
        }
        else if (command.Has(CommandMember.Subscribe))
        {
            Subscribe(command, id, commands);
        }
        else if (command.Has(CommandMember.Unsubscribe))
        {
            Unsubscribe(command, id, commands);
        }
        else if (command.Has(CommandMember.History))
        {
            ReadHistory(command, id, commands);
        }
        else if (command.Has(CommandMember.Token))
        {
            Authenticate(command, id, commands);
        }
        else if (command.Has(CommandMember.Ping))
        {
            commands.Reply(RelayAnswers.Pong(id));
        }
        else if (command.Has(CommandMember.Topic))
        {
            Publish(command, id, commands);
        }
        else if (command.Has(CommandMember.Sender) && command.Has(CommandMember.Body))
        {
            SendAddressed(command, id, commands);
        }
        else
        {
            Refuse(id, commands, "no command");
        }
    }

    private void SendAddressed(in CommandObject command, CommandId id, IClientCommands commands)
    {
        var payload = Payload.OfText(command.WithoutId());
        var addressing = AddressedFrame.Recognise(payload, out var key);
        if (addressing is Addressing.Key or Addressing.Everyone)
        {
            var topic = key is null ? TopicName.Everyone : TopicName.Inbox(key);
            commands.Publish(topic, payload, _underWay.Add(id, topic), isAwaited: id.IsGiven);
        }
        else
        {
            Refuse(id, commands, "reception is not a key");
        }
    }

    private void Subscribe(in CommandObject command, CommandId id, IClientCommands commands)
    {
        var names = CommandValue.Names(command[CommandMember.Subscribe].Span, MaxNames);
        Dictionary<string, StreamPosition>? positions = [];
        if (command.Has(CommandMember.Recover))
        {
            positions = CommandValue.Positions(command[CommandMember.Recover].Span, MaxNames);
        }

        if (names is null || positions is null)
        {
            Refuse(id, commands, names is null
                ? "subscribe is a list of at most 1024 names"
                : "recover gives an epoch and an offset for each topic");
            return;
        }

        var reply = new JoinAnswer(new CommandId(id.Json.ToArray()));
        foreach (var name in names)
        {
            if (TopicName.TryParse(name, out var topic))
            {
                StreamPosition? after = positions.TryGetValue(topic.Value, out var known) ? known : null;
                commands.Subscribe(topic, _underWay.Add(id, topic), after, reply);
            }
            else if (TopicFilter.TryParse(name, out var filter))
            {
                commands.Subscribe(filter, _underWay.Add(id, null, filter), reply);
            }
            else
            {
                RefuseName(id, name, commands);
            }
        }
    }

    private static void Unsubscribe(in CommandObject command, CommandId id, IClientCommands commands)
    {
        if (CommandValue.Names(command[CommandMember.Unsubscribe].Span, MaxNames) is not { } names)
        {
            Refuse(id, commands, "unsubscribe is a list of at most 1024 names");
            return;
        }

        foreach (var name in names)
        {
            if (TopicName.TryParse(name, out var topic))
            {
                commands.Unsubscribe(topic);
                commands.Reply(RelayAnswers.Unsubscribed(id, topic.Utf8.Span));
            }
            else if (TopicFilter.TryParse(name, out var filter))
            {
                commands.Unsubscribe(filter);
                commands.Reply(RelayAnswers.Unsubscribed(id, filter.Utf8.Span));
            }
            else
            {
                RefuseName(id, name, commands);
            }
        }
    }

    private void ReadHistory(in CommandObject command, CommandId id, IClientCommands commands)
    {
        var name = CommandValue.Name(command[CommandMember.History].Span);
        if (!TopicName.TryParse(name, out var topic))
        {
            RefuseName(id, name, commands);
            return;
        }

        StreamPosition? since = null;
        if (command.Has(CommandMember.Since) && (since = CommandValue.Position(command[CommandMember.Since].Span)) is null)
        {
            Refuse(id, commands, "since is an epoch and an offset");
            return;
        }

        if (!TryLimit(command, out var limit))
        {
            Refuse(id, commands, "limit is a number from 0 to 1000");
            return;
        }

        var isReverse = command.TypeOf(CommandMember.Reverse) == JsonTokenType.True;
        commands.ReadHistory(new HistoryRequest(topic, since, limit, isReverse), _underWay.Add(id, topic));
    }

    private void Authenticate(in CommandObject command, CommandId id, IClientCommands commands)
    {
        if (CommandValue.Text(command[CommandMember.Token].Span) is not { } token)
        {
            Refuse(id, commands, "token is a string");
            return;
        }

        var tag = _underWay.Add(id, null);
        if (commands.Authenticate(token, tag))
        {
            _underWay.TryTake(tag, out _);
            commands.Reply(RelayAnswers.Authenticated(id));
        }
    }

    private void Publish(in CommandObject command, CommandId id, IClientCommands commands)
    {
        var name = CommandValue.Name(command[CommandMember.Topic].Span);
        if (!TopicName.TryParse(name, out var topic))
        {
            RefuseName(id, name, commands);
        }
        else if (PayloadOf(command) is { } payload)
        {
            commands.Publish(topic, payload, _underWay.Add(id, topic), isAwaited: id.IsGiven);
        }
        else
        {
            Refuse(id, commands, "a publish has a body, a text or a base64");
        }
    }

    private static Payload? PayloadOf(in CommandObject command)
    {
        if (command.Has(CommandMember.Body))
        {
            return Payload.OfReadJson(command[CommandMember.Body]);
        }

        if (command.Has(CommandMember.Text))
        {
            return CommandValue.Utf8(command[CommandMember.Text].Span) is { } text ? Payload.OfDeclaredText(text) : null;
        }

        return command.Has(CommandMember.Base64) && CommandValue.Bytes(command[CommandMember.Base64].Span) is { } bytes
            ? Payload.OfBinary(bytes)
            : null;
    }

    private static bool TryLimit(in CommandObject command, out int limit)
    {
        limit = UsualHistory;
        return !command.Has(CommandMember.Limit)
            || (int.TryParse(command[CommandMember.Limit].Span, out limit) && limit is >= 0 and <= MaxHistory);
    }

    private static bool TryId(in CommandObject command, out CommandId id)
    {
        id = CommandId.None;
        var type = command.TypeOf(CommandMember.Id);
        if (type is JsonTokenType.String or JsonTokenType.Number)
        {
            id = new CommandId(command[CommandMember.Id]);
        }

        return type is JsonTokenType.None or JsonTokenType.Null || (id.IsGiven && id.Json.Length <= CommandId.MaxBytes);
    }

    private bool IsOwn(TopicName? topic) => topic is not null && _implicit.Contains(topic);

    private static void Refuse(CommandId id, IClientCommands commands, string why) =>
        commands.Reply(RelayAnswers.Failed(id, ErrorCode.BadRequest, detail: why));

    // A name that is far too long is not sent back.
    private static void RefuseName(CommandId id, string? name, IClientCommands commands)
    {
        var utf8 = name is { Length: <= TopicName.MaxBytes } ? Encoding.UTF8.GetBytes(name) : [];
        commands.Reply(RelayAnswers.Failed(id, ErrorCode.BadTopic, utf8));
    }
}
