namespace Broker.Runtime.Hosting;

/// <summary>How added HOCON combines with what the builder already has.</summary>
public enum HoconAddMode
{
    /// <summary>What is there wins; the addition fills gaps.</summary>
    Append,

    /// <summary>The addition wins.</summary>
    Prepend,

    /// <summary>Only the addition counts.</summary>
    Replace,
}
