using Broker.Actors.Topics;

namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>When everything is quiet: who stayed has heard or was told, whatever was accepted.</summary>
internal static class ReachCheck
{
    public static void Run(World world)
    {
        var streams = new List<SubscriberStream>();
        foreach (var client in world.Clients)
        {
            client.AddLiveStreams(streams);
        }

        foreach (var record in world.Ledger.Records)
        {
            foreach (var stream in streams)
            {
                if (stream.Topic == record.Topic && record.MadeAt > stream.AdmittedAt)
                {
                    Check(stream, record, record.Answered, Promises.Accepted);
                    Check(stream, record, record.Heard, Promises.AfterSubscribe);
                }
            }
        }
    }

    private static void Check(SubscriberStream stream, PublishRecord record, Position place, string promise)
    {
        if (!place.IsNone && !stream.Covers(place, record.AcceptedAt(place)))
        {
            throw new Violation(promise, $"{stream} neither heard {record} at {place} nor was told");
        }
    }
}
