using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class DocumentTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task The_transfer_list_is_served_to_the_two_bureaus_that_it_concerns_and_to_no_other()
    {
        var opened = await host.OpenCaseAsync("DO-TRANSFER");
        var municipal = await host.AsAsync("sj.jingban");
        (await municipal.PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", OpenedCase.Completion("do-transfer")))
            .Status.ShouldBe(HttpStatusCode.OK);
        var document = await IssuedAsync(municipal, opened.CaseId);
        var content = $"/api/v1/documents/{document["id"]!.GetValue<string>()}/content";

        foreach (var login in new[] { "sj.jingban", "hd.jingban" })
        {
            var served = await (await host.AsAsync(login)).GetAsync(content);
            served.Status.ShouldBe(HttpStatusCode.OK, login);
            served.ContentType.ShouldBe("application/pdf");
            served.Bytes.AsSpan().StartsWith("%PDF-"u8).ShouldBeTrue();
        }

        (await (await host.AsAsync("cy.jingban")).GetAsync(content)).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await host.Anonymous().GetAsync(content)).ShouldBeRefusedWith(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_case_is_not_there_for_the_bureau_of_another_district()
    {
        var opened = await host.OpenCaseAsync("DO-UNSEEN");
        var other = await host.AsAsync("cy.jingban");

        foreach (var part in new[] { "", "/history", "/documents", "/receipts" })
        {
            (await other.GetAsync($"/api/v1/cases/{opened.CaseId}{part}")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        }

        (await other.GetAsync($"/api/v1/tasks/{opened.HandOverId}")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await other.GetAsync("/api/v1/cases?limit=200")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_uploaded_file_is_kept_under_its_name_without_folders()
    {
        var kept = await UploadAsync("../证明.pdf", "%PDF-1.7 proof"u8.ToArray());

        kept.Status.ShouldBe(HttpStatusCode.OK, kept.Text);
        kept.Json["name"]!.GetValue<string>().ShouldBe("证明.pdf");
        kept.Json["contentType"]!.GetValue<string>().ShouldBe("application/pdf");
        kept.Json["ticket"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_file_is_handed_in_with_a_task_only_by_the_ticket_of_the_one_who_uploaded_it()
    {
        var opened = await host.OpenCaseAsync("DO-TICKET");
        var mine = (await UploadAsync("proof.pdf", "%PDF-1.7 proof"u8.ToArray(), "sj.jingban")).Json;
        var anothers = (await UploadAsync("proof.pdf", "%PDF-1.7 proof"u8.ToArray())).Json;

        foreach (var (number, file) in new[]
        {
            anothers, new JsonObject { ["name"] = "proof.pdf", ["hash"] = Sha("%PDF-1.7 proof"u8) }, new JsonObject { ["ticket"] = 1 },
        }.Index())
        {
            var refused = await HandInAsync("sj.jingban", file.DeepClone(), $"do-ticket-{number}");
            refused.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
            refused.ProblemCodes.ShouldBe(["field-file"]);
        }

        // The form of this task takes no file: the ticket opens, and then the field is unknown.
        (await HandInAsync("sj.jingban", mine.DeepClone(), "do-ticket-mine")).ProblemCodes.ShouldBe(["field-unknown"]);
        (await HandInAsync("cy.jingban", new JsonObject { ["hash"] = "?" }, "do-ticket-other")).ShouldBeRefusedWith(HttpStatusCode.Forbidden);

        async Task<Answer> HandInAsync(string login, JsonNode file, string operationId)
        {
            var command = OpenedCase.Completion(operationId);
            command["form"]!["proofFile"] = file;
            return await (await host.AsAsync(login)).PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", command);
        }
    }

    [Fact]
    public async Task An_upload_above_the_limit_is_refused_in_Chinese()
    {
        (await UploadAsync("large.pdf", new byte[(10 * 1024 * 1024) + 1])).ShouldBeRefusedWith(HttpStatusCode.RequestEntityTooLarge);
        (await UploadAsync("huge.pdf", new byte[12 * 1024 * 1024])).ShouldBeRefusedWith(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task What_is_no_upload_is_refused_in_Chinese()
    {
        var officer = await host.AsAsync("hd.jingban");
        using var empty = new MultipartFormDataContent { { new StringContent("text"), "other" } };

        (await officer.UploadAsync("/api/v1/files", empty)).ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
        (await officer.PostTextAsync("/api/v1/files", "{}")).ShouldBeRefusedWith(HttpStatusCode.UnsupportedMediaType);
        (await UploadAsync("empty.pdf", [])).ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
        (await UploadAsync("page.html", "<script>"u8.ToArray())).ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
    }

    private static string Sha(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<Answer> UploadAsync(string name, byte[] bytes, string login = "hd.jingban")
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await (await host.AsAsync(login)).UploadAsync("/api/v1/files", content);
    }

    /// <summary>Asks until the typesetter is done: only the API itself can tell.</summary>
    private static async Task<JsonNode> IssuedAsync(ApiClient reader, string caseId)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RunningHost.Patience);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var document = (await reader.GetAsync($"/api/v1/cases/{caseId}/documents")).Json.AsArray().ShouldHaveSingleItem()!;
            if (document["state"]!.GetValue<string>() == "issued")
            {
                return document;
            }
        }
    }
}
