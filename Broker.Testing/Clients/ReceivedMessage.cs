using System.Text;

namespace Broker.Testing.Clients;

/// <summary>One message as a client got it.</summary>
/// <param name="Topic">The topic the protocol names, or empty where it names none (plain frames).</param>
/// <param name="Bytes">The payload.</param>
/// <param name="IsText">Whether it came as a text frame.</param>
/// <param name="At">When it came: ticks of <see cref="System.Diagnostics.Stopwatch"/>, comparable within this process.</param>
public sealed record ReceivedMessage(string Topic, ReadOnlyMemory<byte> Bytes, bool IsText, long At)
{
    /// <summary>The payload read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <inheritdoc/>
    public override string ToString() => Topic.Length == 0 ? Text : $"{Topic}: {Text}";
}
