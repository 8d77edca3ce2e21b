using Broker.Actors.Publishing;

namespace Broker.Actors.Keepers;

/// <summary>What a left topic remembers of one publisher.</summary>
/// <param name="Publisher">Who.</param>
/// <param name="LastUsed">When it last published, by the steady clock of the node that has it now.</param>
/// <param name="Floor">Below this everything is settled.</param>
/// <param name="ForgottenThrough">Through this, what is not here was forgotten.</param>
/// <param name="Places">Its publishes that are not settled, as far as the topic knows, and the places they got.</param>
public sealed record KeptPublisher(
    PublisherId Publisher,
    long LastUsed,
    PublishSequence Floor,
    PublishSequence ForgottenThrough,
    IReadOnlyList<KeptPlace> Places);
