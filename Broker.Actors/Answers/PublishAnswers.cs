using Broker.Actors.Publishing;

namespace Broker.Actors.Answers;

/// <summary>Node to node: answers for publishers of the other one, which hands them out. What is lost with it is answered anew when it is sent again.</summary>
public sealed record PublishAnswers(IReadOnlyList<PublishAnswer> Answers);
