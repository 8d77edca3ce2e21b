namespace Broker.Node.Http;

/// <summary>One row of the table of errors, as an answer shows it.</summary>
internal sealed record ErrorBody(int Code, string Name, string Message, bool Temporary);
