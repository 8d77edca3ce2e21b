using System.Collections.Concurrent;
using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.Dispatch;

/// <summary>The dispatchers of a system, made when first used.</summary>
public sealed class Dispatchers
{
    /// <summary>The id of the dispatcher of actors that choose none.</summary>
    public static readonly string DefaultDispatcherId = "akka.actor.default-dispatcher";

    /// <summary>The id under which Akka.NET has its dispatcher for internal actors; falls back to the default one.</summary>
    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcher> _dispatchers = new();
    private readonly Settings _settings;

    internal Dispatchers(Settings settings)
    {
        _settings = settings;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
    }

    /// <summary>The dispatcher of actors that choose none.</summary>
    public MessageDispatcher DefaultGlobalDispatcher { get; }

    /// <summary>True when a dispatcher with this id is configured.</summary>
    public bool HasDispatcher(string id) => _dispatchers.ContainsKey(id) || _settings.Config.HasPath(id);

    /// <summary>The dispatcher with this id; the default one for an empty id.</summary>
    public MessageDispatcher Lookup(string dispatcherName)
    {
        if (string.IsNullOrEmpty(dispatcherName))
            return DefaultGlobalDispatcher;
        if (_dispatchers.TryGetValue(dispatcherName, out var known))
            return known;
        if (!_settings.Config.HasPath(dispatcherName))
        {
            return dispatcherName == InternalDispatcherId
                ? DefaultGlobalDispatcher
                : throw new ConfigurationException($"The dispatcher \"{dispatcherName}\" is not configured.");
        }

        var config = _settings.Config.GetConfig(dispatcherName).WithFallback(_settings.Config.GetConfig(DefaultDispatcherId));
        return _dispatchers.GetOrAdd(dispatcherName, static (id, c) => new MessageDispatcher(id, c), config);
    }
}
