using Broker.Actors.Answers;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Publishing;

/// <summary>Publisher to topic: number this and deliver it. The answer is a <see cref="PublishAnswer"/>, or none when it is lost.</summary>
/// <param name="Topic">Where to.</param>
/// <param name="Publisher">Who publishes.</param>
/// <param name="Sequence">The same in every repeat, so that the topic can tell one.</param>
/// <param name="After">The publisher's publish to this topic that must come before, or none: the topic drops this one when it has not seen that one.</param>
/// <param name="Floor">Everything of this publisher on this topic below is settled and never sent again; the topic may forget it.</param>
/// <param name="Epoch">The topic's epoch as the publisher knew it when it first sent this, or none.</param>
/// <param name="IsRepeat">Whether it was sent before.</param>
/// <param name="Payload">What is published.</param>
/// <param name="Timing">When its publisher wants to hear that it is accepted.</param>
public sealed record Publish(
    TopicName Topic,
    PublisherId Publisher,
    PublishSequence Sequence,
    PublishSequence After,
    PublishSequence Floor,
    Epoch Epoch,
    bool IsRepeat,
    Payload Payload,
    AnswerTiming Timing = AnswerTiming.AtOnce) : ITopicMessage;
