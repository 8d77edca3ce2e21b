namespace Broker.Protocol.RelayV1;

/// <summary>The members of a command that mean something to the broker.</summary>
internal enum CommandMember
{
    Id,
    Reception,
    Subscribe,
    Recover,
    Unsubscribe,
    History,
    Since,
    Limit,
    Reverse,
    Token,
    Ping,
    Topic,
    Body,
    Text,
    Base64,
    Sender,
}
