namespace Broker.Actors.Keepers;

/// <summary>Active owner to its node's keeper: another node reminds me of a state of my topic; see to it that it is dropped.</summary>
internal sealed record TopicReminded(LeftBehind Left);
