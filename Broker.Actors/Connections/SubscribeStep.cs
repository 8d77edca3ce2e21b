namespace Broker.Actors.Connections;

/// <summary>What a wish to subscribe leads to.</summary>
internal enum SubscribeStep
{
    /// <summary>The topic's relay is to be joined.</summary>
    Join,

    /// <summary>The relay that was joined is to be left and joined again, from another position.</summary>
    Rejoin,

    /// <summary>Nothing new: it is answered, now or together with the first.</summary>
    Nothing,
}
