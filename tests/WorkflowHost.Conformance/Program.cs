using System.Text;
using WorkflowHost.Conformance;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
if (TrialOptions.Parse(args) is not { } options)
{
    Console.WriteLine("用法：<文件夹> [--run] [--json] [--mode counter|token]");
    return 2;
}

var reports = new Trial(DefinitionFolder.Read(options.Folder), options).Run();
foreach (var report in reports)
{
    Console.WriteLine(options.Json ? report.ToJson() : report.ToText());
}

if (!options.Json)
{
    Console.WriteLine($"共 {reports.Count} 个流程定义，{reports.Count(report => report.Ok)} 个通过。");
}

return reports.All(report => report.Ok) ? 0 : 1;
