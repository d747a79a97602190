namespace WorkflowHost.Api.V1.Contracts;

/// <summary>Starts work.</summary>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters.</param>
public sealed record StartRequest(string? OperationId);
