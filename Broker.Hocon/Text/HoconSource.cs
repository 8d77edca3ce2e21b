namespace Broker.Hocon;

/// <summary>A HOCON text with the name it has in messages; for files, the full path.</summary>
public sealed record HoconSource(string Name, string Text);
