namespace Portal.Jobs;

/// <summary>How the worker runs. Section <c>Portal:Worker</c> of the configuration.</summary>
public sealed class WorkerOptions
{
    public const string Section = "Portal:Worker";

    /// <summary>Packages built at the same time in this process.</summary>
    public int Builders { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Jobs of this process that help builders, here or elsewhere, with the volumes of long transcripts.</summary>
    public int VolumeHelpers { get; set; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Letters printed and mails sent at the same time in this process.</summary>
    public int Posters { get; set; } = 2;

    /// <summary>Seconds between looks into the outbox.</summary>
    public double OutboxSeconds { get; set; } = 1;

    /// <summary>Seconds between sweeps for builds that nobody is at, packages that have expired, and what finished builds left.</summary>
    public double SweepSeconds { get; set; } = 30;
}
