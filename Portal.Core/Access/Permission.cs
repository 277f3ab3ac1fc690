namespace Portal.Core.Access;

/// <summary>Everything that can be allowed. A web policy of the same name guards the endpoint; the core asks again.</summary>
public enum Permission
{
    // An agency's own work
    ViewAgencyRequests,
    FileRequest,
    AnswerQuestion,
    WithdrawRequest,
    CoSignEmergency,
    RequestPreservation,
    DownloadPackage,
    ConfirmDestruction,

    // Legal work
    ViewCasework,
    CheckIdentity,
    DecideFraud,
    TriageRequest,
    CorrespondWithAgency,
    ProposeScope,
    ApproveScope,
    RejectRequest,
    CloseRequest,
    RecallPackage,
    DecidePreservation,
    DecideNotice,

    // Checking
    ReadAuditTrail,
    ReadDisclosureRegister,

    // Running it
    ViewHealth,
    BuildPackage,
    SendNotice,
}
