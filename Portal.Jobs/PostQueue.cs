using System.Collections.Concurrent;
using Hangfire;

namespace Portal.Jobs;

/// <summary>
/// Hands letters and mails to Hangfire, each once while it waits: the outbox and the sweep may both name it. On a queue of its own, so that a
/// long build keeps nobody waiting for a letter.
/// </summary>
public sealed class PostQueue(IBackgroundJobClient jobs)
{
    public const string Name = "post";

    private readonly ConcurrentDictionary<Guid, bool> waiting = new();

    public void EnqueueMail(Guid mailId) => Enqueue(mailId, () => jobs.Enqueue<SendMailJob>(job => job.RunAsync(mailId, CancellationToken.None)));

    public void EnqueueLetter(Guid letterId) => Enqueue(letterId, () => jobs.Enqueue<PrintLetterJob>(job => job.RunAsync(letterId, CancellationToken.None)));

    internal void Begun(Guid id) => waiting.TryRemove(id, out _);

    private void Enqueue(Guid id, Action enqueue)
    {
        if (!waiting.TryAdd(id, true)) return;
        try
        {
            enqueue();
        }
        catch
        {
            waiting.TryRemove(id, out _);
            throw;
        }
    }
}
