using System.Text;
using Microsoft.Playwright;
using Shouldly;
using WorkflowHost.EndToEnd.Tests.Browser;

namespace WorkflowHost.EndToEnd.Tests.Stories;

/// <summary>Fills in a task's form as a careful officer does, and sends it.</summary>
internal static class TaskPaper
{
    /// <summary>Fills what is required, or what is said to be wrong; dates become the day, choices the first that stands there.</summary>
    private const string FillIn = """
        ([today, given]) => {
          const wrong = document.querySelector('.problems') !== null;
          for (const field of document.querySelectorAll('.task-form .field')) {
            const inputs = [...field.querySelectorAll('input, select, textarea')].filter((input) => input.type !== 'hidden' && input.type !== 'file');
            const label = field.querySelector('label')?.firstChild?.textContent.trim() ?? '';
            const wanted = given[label];
            if (inputs.length === 0 || (wanted === undefined && !(field.querySelector('.required') || (wrong && field.classList.contains('field-bad'))))) { continue; }
            const [first] = inputs;
            if (first.type === 'radio') {
              (inputs.find((input) => input.value === wanted) ?? inputs.find((input) => input.checked) ?? first).checked = true;
            } else if (first.tagName === 'SELECT') {
              first.value = wanted ?? (first.value || [...first.options].find((option) => option.value).value);
            } else if (first.type === 'date') {
              let day = wanted ?? today;
              if (first.max && day > first.max) { day = first.max; }
              if (first.min && day < first.min) { day = first.min; }
              first.value = day;
            } else if (!first.value || wanted) {
              first.value = wanted ?? label.slice(0, 12);
            }
            first.dispatchEvent(new Event('input', { bubbles: true }));
          }
        }
        """;

    private static readonly FilePayload Attachment = new() { Name = "附件.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n") };

    /// <summary>Completes the task that the page shows.</summary>
    /// <param name="page">A task's page.</param>
    /// <param name="today">In China, <c>yyyy-MM-dd</c>.</param>
    /// <param name="given">Answers by the field's label; the rest is filled in as it comes.</param>
    public static async Task CompleteAsync(IPage page, string today, IReadOnlyDictionary<string, string> given)
    {
        var title = await page.Locator("h1").InnerTextAsync();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await page.EvaluateAsync(FillIn, new object[] { today, given });
            foreach (var file in await page.Locator(".task-form .field:has(.required) input[type=file]").AllAsync())
            {
                await file.SetInputFilesAsync(Attachment);
            }

            var outcome = await page.Locator("#field-outcome button").First.GetAttributeAsync("value");
            await Person.ConcludeAsync(page, outcome!);
            await page.Locator(".flash, .problems").First.WaitForAsync();
            if (await page.Locator(".problems").CountAsync() == 0)
            {
                return;
            }
        }

        (await page.Locator(".problems").InnerTextAsync()).ShouldBeEmpty($"“{title}” is not accepted");
    }
}
