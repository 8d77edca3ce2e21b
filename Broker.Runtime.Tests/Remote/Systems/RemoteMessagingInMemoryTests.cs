namespace EngineTests.Remote.Systems;

public sealed class RemoteMessagingInMemoryTests() : RemoteMessagingSpec(RemoteSystems.InMemory());
