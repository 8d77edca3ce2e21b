using Broker.Actors.Fencing;
using Broker.Actors.Keepers;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Hocon;
using Broker.Node.WebSockets;

namespace Broker.Node.Configuration;

/// <summary>Times that only make sense beside each other, each of which may be right by itself.</summary>
internal static class AgreementCheck
{
    private const string Pause = "akka.cluster.failure-detector.acceptable-heartbeat-pause";
    private const string StableAfter = "akka.cluster.split-brain-resolver.stable-after";
    private const string Phases = "akka.coordinated-shutdown.phases";
    private const string HandedOver = Phases + ".relay-topics-handed-over.timeout";

    /// <summary>What does not fit together.</summary>
    /// <param name="tree">All settings.</param>
    /// <param name="options">Those of the options classes, each of them checked.</param>
    public static IEnumerable<string> Errors(HoconObject tree, IConfiguration options)
    {
        var errors = new List<string>();
        if (NodeConfiguration.Get<NodeClusterOptions>(options).Enabled)
            CheckFence(tree, options, errors);
        CheckPublishing(options, errors);
        CheckShutdown(tree, options, errors);
        return errors;
    }

    // The fence section of docs/topic-protocol.md.
    private static void CheckFence(HoconObject tree, IConfiguration options, List<string> errors)
    {
        var fence = NodeConfiguration.Get<FenceOptions>(options);
        if (fence.PingInterval >= fence.Lease)
            errors.Add($"relay.fence.ping-interval = {Text(fence.PingInterval)} is not below relay.fence.lease = {Text(fence.Lease)}: every node would stop acting between two answers.");
        if (Read(tree, Pause, errors) is not { } pause || Read(tree, StableAfter, errors) is not { } stable)
            return;
        if (fence.Lease + fence.PingInterval >= pause + stable)
        {
            errors.Add(
                $"relay.fence.lease = {Text(fence.Lease)} and ping-interval = {Text(fence.PingInterval)} together are not below {Pause} = {Text(pause)} and {StableAfter} = {Text(stable)} together: "
                + "a node that was cut off could still act when the others start its topics anew.");
        }

        var wait = NodeConfiguration.Get<KeeperOptions>(options).AskWait;
        if (wait <= pause + stable)
            errors.Add($"relay.keeper.ask-wait = {Text(wait)} is not above {Pause} = {Text(pause)} and {StableAfter} = {Text(stable)} together: it has to be longer than a dead node stays a member.");
    }

    private static void CheckPublishing(IConfiguration options, List<string> errors)
    {
        var publishing = NodeConfiguration.Get<PublishOptions>(options);
        var giveUp = publishing.GiveUpAfter;
        var dedupe = NodeConfiguration.Get<TopicOptions>(options).DedupeAge;
        if (dedupe <= giveUp)
            errors.Add($"relay.topic.dedupe-age = {Text(dedupe)} is not above relay.publish.give-up-after = {Text(giveUp)}: a topic would forget a publish that is still sent again.");
        if (publishing.AnswerWait * 2 > publishing.ResendAfter)
            errors.Add($"relay.publish.answer-wait = {Text(publishing.AnswerWait)} is above half of relay.publish.resend-after = {Text(publishing.ResendAfter)}: what is accepted would be sent again.");
    }

    private static void CheckShutdown(HoconObject tree, IConfiguration options, List<string> errors)
    {
        var shutdown = NodeConfiguration.Get<ShutdownOptions>(options);
        var all = TimeSpan.Zero;
        foreach (var phase in tree.Find(Phases) is HoconObject phases ? phases.Keys : [])
            all += Read(tree, $"{Phases}.{HoconPath.Quote(phase)}.timeout", errors, isNeeded: false) ?? TimeSpan.Zero;
        if (all > shutdown.Timeout)
            errors.Add($"relay.shutdown.timeout = {Text(shutdown.Timeout)} is below the {Text(all)} that the timeouts of {Phases} come to together: the node would end before it has handed over and left.");
        var closing = shutdown.DrainTimeout + NodeConfiguration.Get<ClientSocketOptions>(options).CloseTimeout;
        if (Read(tree, HandedOver, errors) is { } handedOver && closing > handedOver)
            errors.Add($"relay.shutdown.drain-timeout and relay.websocket.close-timeout come to {Text(closing)}, which is above {HandedOver} = {Text(handedOver)}, in which clients are closed.");
    }

    private static TimeSpan? Read(HoconObject tree, string path, List<string> errors, bool isNeeded = true)
    {
        if (tree.Find(path) is HoconText text && HoconDuration.TryParse(text.Text, out var value))
            return value;
        if (isNeeded || tree.Find(path) is not null)
            errors.Add($"{path} must be {HoconDuration.Expected}.");
        return null;
    }

    private static string Text(TimeSpan value) => HoconDuration.Format(value);
}
