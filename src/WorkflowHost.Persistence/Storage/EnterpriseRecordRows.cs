using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Storage;

/// <summary>Lines of enterprises' histories as rows and back.</summary>
internal static class EnterpriseRecordRows
{
    public static EnterpriseRecordRow Row(EnterpriseRecord record) => new()
    {
        Id = record.Id,
        City = record.City,
        CaseId = record.CaseId,
        CreditCode = record.CreditCode,
        Name = record.Name,
        Role = record.Role,
        Conduct = record.Conduct,
        On = record.On,
        Source = record.Source,
        Category = record.Category,
        Product = record.Product,
        InspectionBody = record.InspectionBody,
        BureauId = record.BureauId,
        Detail = record.Detail,
    };

    public static EnterpriseRecord Record(EnterpriseRecordRow row) =>
        new(row.Id, row.City, row.CaseId, row.CreditCode, row.Name, row.Role, row.Conduct, row.On)
        {
            Source = row.Source,
            Category = row.Category,
            Product = row.Product,
            InspectionBody = row.InspectionBody,
            BureauId = row.BureauId,
            Detail = row.Detail,
        };
}
