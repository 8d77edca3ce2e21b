namespace Broker.Runtime.TestKit;

/// <summary>A test class with this interface sends without a sender unless it names one.</summary>
/// <remarks>Other test classes send as their test actor.</remarks>
public interface INoImplicitSender;
