namespace Portal.Core.Disclosures;

/// <summary>How packages are built and offered. Section <c>Disclosures</c> of the configuration.</summary>
public sealed class DisclosureOptions
{
    /// <summary>Records in one extracted segment: the most that is read again after a crash, and the only thing held between commits.</summary>
    public int SegmentRecords { get; set; } = 5000;

    /// <summary>Most messages in one volume of the transcript. One with more is split; one with no more is a single file.</summary>
    public int VolumeRecords { get; set; } = 25_000;

    /// <summary>How many work side by side on the volumes of one package, its builder among them; never more than there are volumes.</summary>
    public int VolumeWorkers { get; set; } = Environment.ProcessorCount;

    /// <summary>Seconds after which a builder that no longer answers may be replaced. Workers' clocks must agree to a few seconds.</summary>
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>Seconds between renewals of the lease; well below <see cref="LeaseSeconds"/>.</summary>
    public int RenewSeconds { get; set; } = 10;

    /// <summary>Days for which a released package is offered.</summary>
    public int OfferDays { get; set; } = 30;

    /// <summary>Minutes after which the worker by itself tries a build again that stopped with a problem.</summary>
    public int RetryProblemMinutes { get; set; } = 60;

    /// <summary>What the custody record calls the program.</summary>
    public string Software { get; set; } = $"Portal {typeof(DisclosureOptions).Assembly.GetName().Version?.ToString(3)}";

    public DeclarantOptions Declarant { get; set; } = new();
}

/// <summary>Who declares in the certificate of authenticity, as it stands above the signature.</summary>
public sealed class DeclarantOptions
{
    public string Name { get; set; } = "Custodian of records";

    public string Post { get; set; } = "Custodian of records";

    public string Employer { get; set; } = "The platform";

    /// <summary>A sentence that says why this person can speak to how the records are made and kept.</summary>
    public string Qualification { get; set; } = "I am responsible for the systems that keep and extract these records, and know how they work.";

    /// <summary>Where the declaration is made: city and country.</summary>
    public string Place { get; set; } = "";

    /// <summary>Whether the declaration is made within the United States: chooses between the two forms of 28 USC 1746.</summary>
    public bool WithinUnitedStates { get; set; } = true;
}
