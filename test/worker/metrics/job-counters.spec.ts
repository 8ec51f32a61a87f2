import { describe, expect, it } from '@jest/globals';
import { JobCounters } from '../../../worker/metrics/job-counters.js';

describe('what a worker has done', () => {
  it('is counted by queue, and 0 is said of what has not happened', async () => {
    const counters = new JobCounters();
    await counters.counted('sweeps', () => Promise.resolve());
    const failing = () => Promise.reject(new Error('not now'));
    await expect(counters.counted('deliveries', failing)).rejects.toThrow('not now');
    const text = await counters.registry.metrics();
    expect(text).toContain('scrip_jobs_done_total{queue="sweeps"} 1');
    expect(text).toContain('scrip_jobs_done_total{queue="deliveries"} 0');
    expect(text).toContain('scrip_job_attempts_failed_total{queue="deliveries"} 1');
    expect(text).toContain('scrip_job_attempts_failed_total{queue="sweeps"} 0');
  });

  it('counts webhooks by whether they were taken', async () => {
    const counters = new JobCounters();
    for (const taken of [true, true, false]) counters.sent(taken);
    const text = await counters.registry.metrics();
    expect(text).toContain('scrip_webhook_attempts_total{outcome="succeeded"} 2');
    expect(text).toContain('scrip_webhook_attempts_total{outcome="failed"} 1');
  });
});
