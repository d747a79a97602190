namespace WorkflowHost.Testing.Messages;

/// <summary>How a <see cref="LoopbackSmtpServer"/> treats the next e-mails.</summary>
public enum SmtpConduct
{
    /// <summary>Takes everything.</summary>
    Accept,

    /// <summary>Closes the connection instead of greeting.</summary>
    CloseAtGreeting,

    /// <summary>Greets with 421.</summary>
    BusyAtGreeting,

    /// <summary>Never greets.</summary>
    HangAtGreeting,

    /// <summary>Answers the sender with 530: log in first.</summary>
    DemandLogin,

    /// <summary>Answers the recipient with 450.</summary>
    RefuseRecipientForNow,

    /// <summary>Answers the recipient with 550.</summary>
    RefuseRecipientForGood,

    /// <summary>Closes the connection after the recipient, before the e-mail is handed over.</summary>
    CloseAtData,

    /// <summary>Answers the whole e-mail with 451 and keeps nothing.</summary>
    RefuseMessageForNow,

    /// <summary>Answers the whole e-mail with 554 and keeps nothing.</summary>
    RefuseMessageForGood,

    /// <summary>Keeps the e-mail and closes the connection without a word.</summary>
    KeepAndClose,

    /// <summary>Keeps the e-mail and never answers.</summary>
    KeepAndHang,

    /// <summary>Keeps the e-mail, says so and closes the connection at once.</summary>
    AcceptAndClose,
}
