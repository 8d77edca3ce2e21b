namespace Broker.Protocol.RelayV1;

/// <summary>The <c>id</c> of a command as it was written, to be written into its answer: a string or a number, or none.</summary>
internal readonly record struct CommandId(ReadOnlyMemory<byte> Json)
{
    /// <summary>The longest, in bytes as written: it is kept as long as its command is under way.</summary>
    public const int MaxBytes = 64;

    /// <summary>A command without an id.</summary>
    public static CommandId None => default;

    public bool IsGiven => !Json.IsEmpty;
}
