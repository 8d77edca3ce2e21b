namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>One conversation with an echo and what must come of it.</summary>
/// <param name="Name">What it tries, unique.</param>
/// <param name="Steps">What the client sends; the next step begins when everything expected of the one before has come.</param>
/// <param name="End">How it ends: the close code of the server, or null when the server is to stay open and answers the client's close.</param>
internal sealed record Case(string Name, IReadOnlyList<Step> Steps, int? End = null)
{
    /// <summary>Whether ASP.NET Core's own WebSockets are compared in it.</summary>
    public bool IsMain { get; init; }

    /// <summary>One step with what it brings.</summary>
    public static Case Of(string name, byte[] sent, string[] heard, int? end = null, int piece = int.MaxValue) =>
        new(name, [new Step(sent, heard, piece)], end);

    /// <summary>Frames that fail the connection.</summary>
    public static Case Fails(string name, int end, params byte[] sent) => Of(name, sent, [], end);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
