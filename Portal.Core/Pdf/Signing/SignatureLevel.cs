namespace Portal.Core.Pdf.Signing;

/// <summary>The baseline levels of PAdES (ETSI EN 319 142-1), each with all of the one before it.</summary>
public enum SignatureLevel
{
    /// <summary>B-B: a signature that names its certificate.</summary>
    B,

    /// <summary>B-T: and a time stamp over its value: it existed at that time.</summary>
    T,

    /// <summary>B-LT: and, behind it in the file, every certificate and revocation list needed to judge it without asking anybody.</summary>
    LT,

    /// <summary>B-LTA: and a document time stamp over all of that, so that the proof outlives the certificates.</summary>
    LTA,
}

/// <summary>How levels are written.</summary>
public static class SignatureLevels
{
    /// <summary>As the standard writes it: B-B, B-T, B-LT or B-LTA.</summary>
    public static string Name(this SignatureLevel level) => "B-" + level;
}
