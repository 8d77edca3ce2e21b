namespace Broker.Runtime.Remote;

/// <summary>Marks a message type whose messages go over the control lane, past any burst of user messages.</summary>
/// <remarks>Order holds within a lane: between one sender and one receiver, marked and unmarked messages may overtake each other.</remarks>
internal interface IControlMessage;
