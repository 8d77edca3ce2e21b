namespace EngineTests.Remote.Systems;

public sealed class RemoteMessagingOverTcpTests() : RemoteMessagingSpec(RemoteSystems.OverTcp());
