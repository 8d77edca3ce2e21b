using Broker.Actors.Publishing;

namespace Broker.Actors.Answers;

/// <summary>Owner to its node's answers, with the publisher as the sender: send this at once, and with it what waits for the publisher's node.</summary>
public sealed record AnswerHurry(PublishAnswer Answer);
