namespace Broker.Node.Configuration.Named;

/// <summary>One role: <c>relay.auth.roles.NAME</c>. Its holders may do this beside what namespaces and tokens allow.</summary>
public sealed class RoleSettings
{
    /// <summary>Where they may subscribe.</summary>
    public string[] Subscribe { get; set; } = [];

    /// <summary>Where they may publish.</summary>
    public string[] Publish { get; set; } = [];

    /// <summary>Where they may read the history.</summary>
    public string[] History { get; set; } = [];

    /// <summary>Where they may see who is there.</summary>
    public string[] Presence { get; set; } = [];
}
