using Broker.Node.Http;

namespace Broker.Tests.Node.Http;

public sealed class ConnectionRoomTests
{
    [Theory]
    [InlineData(100_000, null, 100_000)]
    [InlineData(100_000, 1_048_576L, 100_000)]
    [InlineData(100_000, 20_000L, 19_488)]
    [InlineData(1_000, 20_000L, 1_000)]
    [InlineData(100_000, 600L, 300)]
    public void Some_files_are_left_for_what_is_no_connection(int asked, long? files, int taken) => Assert.Equal(taken, new ConnectionRoom(asked, files).Max);

    [Theory]
    [InlineData("Limit  Soft Limit  Hard Limit  Units\nMax processes  1  2  processes\nMax open files            20000                30000                files     \n", 20_000L)]
    [InlineData("Max open files            unlimited            unlimited            files\n", null)]
    [InlineData("", null)]
    public void The_limit_that_holds_is_read(string limits, long? files) => Assert.Equal(files, ConnectionRoom.ReadFiles(limits));
}
