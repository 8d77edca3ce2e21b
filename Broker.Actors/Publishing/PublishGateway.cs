using Broker.Actors.Hosting;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Publishing;

/// <summary>Publishes for HTTP requests: an ask to this node's gateway, which keeps and repeats the publish.</summary>
public sealed class PublishGateway(BrokerServices services)
{
    // The gateway settles everything in its own time; the ask only outlasts it.
    private readonly TimeSpan _timeout = services.Publishing.GiveUpAfter + services.Publishing.ResendAfter;

    public async Task<PublishResult> PublishAsync(TopicName topic, Payload payload, CancellationToken cancellation)
    {
        try
        {
            return await services.Actors.Gateway.Ask<PublishResult>(new PublishRequest(topic, payload), _timeout, cancellation);
        }
        catch (AskTimeoutException)
        {
            return PublishResult.Failed(ErrorCode.OutcomeUnknown);
        }
    }
}
