using Microsoft.AspNetCore.DataProtection;
using Shouldly;
using WorkflowHost.Access;
using WorkflowHost.Documents;
using Xunit;

namespace WorkflowHost.Modules.Tests.Access;

public sealed class Upload_tickets
{
    private static readonly UploadedFile File = new("回证.pdf", "aa", 12, "application/pdf");
    private readonly UploadTicket tickets = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void A_ticket_opens_for_the_one_who_uploaded_it_and_the_task_that_it_was_sealed_for()
    {
        tickets.Open(tickets.Seal(File, "li"), "li").ShouldBe(File);
        tickets.Open(tickets.Seal(File, "li", "t1"), "li", "t1").ShouldBe(File);
    }

    [Fact]
    public void It_opens_for_nobody_else()
    {
        tickets.Open(tickets.Seal(File, "li"), "han").ShouldBeNull();
        tickets.Open(tickets.Seal(File, "li"), "li", "t1").ShouldBeNull();
        tickets.Open(tickets.Seal(File, "li", "t1"), "li").ShouldBeNull();
        tickets.Open(tickets.Seal(File, "li", "t1"), "li", "t2").ShouldBeNull();
        new UploadTicket(new EphemeralDataProtectionProvider()).Open(tickets.Seal(File, "li"), "li").ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("aa")]
    [InlineData("不是凭证")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_ticket_opens_for_nobody(string text) => tickets.Open(text, "li").ShouldBeNull();
}
