using Broker.Runtime.Actor;

namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>A message of the engine itself: handled before the user's messages, also by a suspended actor.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;
