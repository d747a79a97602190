namespace WorkflowHost.Api.V1.Contracts;

/// <summary>Who wants in.</summary>
/// <param name="Login">Case and surrounding blanks do not matter.</param>
/// <param name="Password">As typed.</param>
public sealed record SessionRequest(string Login, string Password);
