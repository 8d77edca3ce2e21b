namespace Broker.Actors.Answers;

/// <summary>Send the answers to the node.</summary>
public readonly record struct AnswersEffect<TNode>(TNode Node, PublishAnswers Message);
