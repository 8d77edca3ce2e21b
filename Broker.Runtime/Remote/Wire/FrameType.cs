namespace Broker.Runtime.Remote.Wire;

/// <summary>The byte after a frame's length. Numbers are fixed by docs/wire.md; unknown ones are skipped.</summary>
internal enum FrameType : byte
{
    Hello = 1,
    Challenge = 2,
    Proof = 3,
    Verdict = 4,
    Message = 16,
    SystemMessage = 17,
    Ack = 18,
    Goodbye = 19,
    Quarantined = 20,
    Heartbeat = 24,
    HeartbeatReply = 25,
}
